"""A network that fails in the middle of the story: it completes by itself, exactly once, as soon as there is a way again.

Two kinds of silence are tried, since they end in different ways: `drop_packets`, as behind a cut cable, where the kernel
gives up on a peer that acknowledges nothing; and `black_hole`, as behind a proxy that hangs, which acknowledges
everything and hands on nothing, so that only we ourselves can give up.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import psycopg
import pytest

from tests.support import services
from tests.support.outcome import (
    EVERY_MAIL,
    accepts,
    assert_done_once,
    deliveries,
    insist,
    is_at_rest,
    is_finished,
    mails_by_subject,
    open_checkout,
    set_aside,
)
from tests.support.patience import get, post
from tests.support.proxy import Proxy, can_drop_packets
from tests.support.story import Office, Sent, open_office, pay
from tests.support.world import World, eventually

pytestmark = [pytest.mark.shows("EVT-3", "SGN-2", "PAY-3", "NOT-2"), pytest.mark.timeout(400)]

SERVER = services.POSTGRES_ADMIN
LARGEST_POOL = 8


@pytest.fixture
def office(networked: World) -> Iterator[Office]:
    opened = open_office(networked)
    yield opened
    opened.client.close()
    for way in (networked.broker, networked.database):
        assert way is not None
        way.heal()
    # Every connection in the pools is tried, so that the next story meets none that is still silent.
    for _ in range(LARGEST_POOL):
        networked.wait_until_ready()


@pytest.fixture
def broker(networked: World) -> Proxy:
    assert networked.broker is not None
    return networked.broker


@pytest.fixture
def database(networked: World) -> Proxy:
    assert networked.database is not None
    return networked.database


@pytest.fixture(params=["black_hole", "drop_packets"])
def fall_silent(request: pytest.FixtureRequest) -> Callable[[Proxy], None]:
    """Ends all talk on a way; connections that live through it stay silent for ever."""
    if request.param == "drop_packets" and not can_drop_packets():
        pytest.skip("this kernel drops no packets for us; Linux does")
    silence: Callable[[Proxy], None] = getattr(Proxy, request.param)
    return silence


def test_what_is_signed_and_paid_while_the_broker_is_away_completes_when_it_is_back(
    office: Office, broker: Proxy
) -> None:
    sent = mailed(office)

    with away(broker):
        with a_try_of(office.world, "quotes-relay"):
            accepted = sent.accept()
        signed = (sent.invoice(), len(sent.mails()))
    url = sent.checkout()
    eventually(lambda: len(sent.mails()) == EVERY_MAIL - 2, "both hear of the acceptance")
    with away(broker):
        with a_try_of(office.world, "billing-relay"):
            returned = pay(url)
        unheard_of = (is_paid_in_full(sent), len(sent.mails()))
    eventually(lambda: is_finished(sent), "the story completes")

    assert accepted.status_code == httpx.codes.CREATED
    assert signed == (None, 1)
    assert returned.status_code == httpx.codes.SEE_OTHER
    assert unheard_of == (False, EVERY_MAIL - 2)
    assert_all_once(sent)


def test_a_silence_on_the_way_to_the_broker_ends_by_itself(
    office: Office, broker: Proxy, fall_silent: Callable[[Proxy], None]
) -> None:
    sent = mailed(office)

    fall_silent(broker)
    accepted = sent.accept()
    broker.heal()
    swept = sweeps(office.world)
    pay(sent.checkout())
    eventually(lambda: is_finished(sent), "the story completes")
    eventually(lambda: sweeps(office.world) > swept + 1, "the schedule is kept again")

    assert accepted.status_code == httpx.codes.CREATED
    assert_all_once(sent)


def test_a_silence_on_the_way_to_the_database_is_told_and_ends_by_itself(
    office: Office, database: Proxy, fall_silent: Callable[[Proxy], None]
) -> None:
    sent = mailed(office)
    body = sent.acceptance()
    front_page = f"{office.world.url}/portal/{office.slug}"

    fall_silent(database)
    answers = at_once(
        lambda: post(f"{sent.api}/accept", json=body),
        lambda: get(sent.link),
        lambda: get(front_page),
        lambda: office.client.get(f"/estimates/{sent.estimate_id}", timeout=60),
    )
    database.heal()
    complete(sent, body)

    assert [answer.status_code for answer in answers] == [httpx.codes.SERVICE_UNAVAILABLE] * 4
    assert all("for the moment" in answer.text for answer in answers)
    assert_all_once(sent)


def test_a_lock_whose_holder_went_silent_is_let_go(office: Office, database: Proxy) -> None:
    sent = mailed(office)
    body = sent.acceptance()

    with ThreadPoolExecutor() as pool:
        with locked_estimate(sent) as wait_for_another:
            lost = pool.submit(accepts, sent, body)
            wait_for_another()
            database.black_hole()
        unanswered = not lost.result()
    database.heal()
    complete(sent, body)

    assert unanswered
    assert_all_once(sent)


def test_a_restart_of_the_database_is_a_moment_s_delay(office: Office) -> None:
    sent = mailed(office)
    body = sent.acceptance()

    end_all_connections(office.world)
    insist(lambda: accepts(sent, body))
    end_all_connections(office.world)
    url = insist(lambda: open_checkout(sent))
    end_all_connections(office.world)
    insist(lambda: pay(url).status_code in {200, 303})
    end_all_connections(office.world)
    eventually(lambda: is_finished(sent), "the story completes")

    assert_all_once(sent)


def mailed(office: Office) -> Sent:
    """A proposal that has arrived, with nothing about it on its way any more."""
    sent = office.send()
    eventually(lambda: [message["status"] for message in deliveries(sent)] == ["sent"], "the proposal is mailed")
    eventually(lambda: is_at_rest(office.world), "all is told")
    return sent


@contextmanager
def away(server: Proxy) -> Iterator[None]:
    """The server refuses everybody while the block runs."""
    server.refuse()
    try:
        yield
    finally:
        server.heal()


@contextmanager
def a_try_of(world: World, relay: str) -> Iterator[None]:
    """Waits, after the block, until the relay has tried in vain to send what came of it."""
    log = world.parts[relay].log
    before = log.read_text().count("relay_interrupted")
    yield
    eventually(lambda: log.read_text().count("relay_interrupted") > before, f"{relay} tries to send")


def sweeps(world: World) -> int:
    """How often a task of beat's has run."""
    lines = world.parts["notifications-worker"].log.read_text().splitlines()
    return len([line for line in lines if "task_done" in line and "notifications.sweep_deliveries" in line])


def at_once(*calls: Callable[[], httpx.Response]) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [waiting.result() for waiting in [pool.submit(call) for call in calls]]


@contextmanager
def locked_estimate(sent: Sent) -> Iterator[Callable[[], object]]:
    """Somebody else, with a way of his own, holds the estimate; yields a wait for one more who wants it."""
    name = next(name for name in database_names(sent.office.world) if name.endswith("quotes"))
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    with psycopg.connect(SERVER, dbname=name) as holder, psycopg.connect(SERVER, autocommit=True) as observer:
        holder.execute("SELECT 1 FROM estimates WHERE id = %s FOR UPDATE", [sent.estimate_id])
        yield lambda: eventually(lambda: observer.execute(waiting, [name]).fetchone(), "another one waits for it")


def database_names(world: World) -> list[str]:
    return [url.rsplit("/", 1)[1] for url in world.database_urls()]


def end_all_connections(world: World) -> None:
    """What the services see of a restart of PostgreSQL: every connection ends with a word of farewell."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s)"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(end, [database_names(world)])


def complete(sent: Sent, acceptance: dict[str, object]) -> None:
    """What the customer does who is told to try again."""
    insist(lambda: accepts(sent, acceptance))
    url = insist(lambda: open_checkout(sent))
    insist(lambda: pay(url).status_code in {200, 303})
    eventually(lambda: is_finished(sent), "the story completes")


def is_paid_in_full(sent: Sent) -> bool:
    return bool((sent.invoice() or {})["amount_due"] == 0)


def assert_all_once(sent: Sent) -> None:
    world = sent.office.world
    eventually(lambda: is_at_rest(world), "nothing is on its way any more")
    mails = mails_by_subject(sent)
    assert_done_once(sent)
    assert len(mails) == EVERY_MAIL, mails
    assert set(mails.values()) == {1}, mails
    assert set_aside(world) == 0
