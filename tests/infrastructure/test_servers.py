"""What we rely on the real servers for."""

import threading
import time

import kombu
import psycopg
import pytest
from sqlalchemy import make_url

from services.__main__ import NAMES, service
from shared.database.migrate import check, migrate, pending
from shared.database.signals import PostgresNotifications, Signals
from shared.ids import new_id
from shared.messaging import rabbit
from shared.messaging.consumer import consume
from shared.messaging.outbox import WAKE, publish
from shared.messaging.relay import relay_once
from shared.service import Context, open_context
from shared.settings import load
from tests.infrastructure.conftest import Servers
from tests.support import buses, services, toys
from tests.support.proxy import Proxy

pytestmark = pytest.mark.shows("OPS-1", "EVT-3")


@pytest.mark.parametrize("name", NAMES)
def test_every_database_is_migrated_from_nothing_to_what_the_code_has(servers: Servers, name: str) -> None:
    url = services.postgres_database(f"porchlight_fresh_{new_id().hex}", servers.postgres)
    manifest = service(name)
    context = open_context(manifest, load(manifest.settings, services.SECRETS | {f"{name.upper()}_DATABASE_URL": url}))

    migrate(context)

    check(context)
    assert pending(context) == []
    context.database.close()


def test_a_commit_wakes_the_relay_of_another_process_at_once(servers: Servers) -> None:
    url = services.postgres_database("porchlight_infra_sender", servers.postgres)
    woken, signals = threading.Event(), Signals()
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

    with services.running(toys.sender, url) as context, signals.listening(WAKE, woken.set):
        listener = PostgresNotifications(plain, signals)
        buses.eventually(lambda: _listens(plain))
        with context.database.begin() as session:
            publish(session, toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=1))

        assert woken.wait(60)
    listener.stop()


def _listens(url: str) -> bool:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'").fetchone()
    return found is not None and found[0] > 0


def test_what_nobody_follows_is_taken_by_the_queue_for_the_curious(servers: Servers) -> None:
    buses.remove_queues(toys.receiver, servers.rabbitmq)
    rabbit.declare(servers.rabbitmq, toys.receiver)
    before = _messages(servers, "porchlight.unfollowed")
    publisher = rabbit.Publisher(servers.rabbitmq)

    returned = publisher.publish([("taken", "w.sender.BallThrown", b"{}"), ("odd", "w.nobody.Nothing", b"{}")])

    publisher.close()
    assert returned == set()
    buses.eventually(lambda: _messages(servers, "porchlight.unfollowed") == before + 1)


def test_an_event_that_no_queue_at_all_takes_is_kept_until_there_is_one(servers: Servers) -> None:
    buses.remove_queues(toys.receiver, servers.rabbitmq)
    rabbit.declare(servers.rabbitmq, toys.sender)
    buses.remove_queue("porchlight.unfollowed", servers.rabbitmq)
    url = services.postgres_database("porchlight_infra_sender", servers.postgres)
    bus = rabbit.RabbitBus(servers.rabbitmq, lambda _call: None)

    with services.running(toys.sender, url) as context:
        with context.database.begin() as session:
            publish(session, toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=1))
        without = relay_once(context, bus)
        rabbit.declare(servers.rabbitmq, toys.receiver)
        buses.eventually(lambda: relay_once(context, bus) == 1)

    bus.close()
    assert without == 0


def test_an_idle_connection_to_the_broker_stays_usable(servers: Servers) -> None:
    rabbit.declare(servers.rabbitmq, toys.receiver)
    publisher = rabbit.Publisher(servers.rabbitmq)
    publisher.publish([("first", "w.sender.BallThrown", b"{}")])

    for _ in range(int(3 * rabbit.HEARTBEAT)):
        publisher.keep_alive()
        time.sleep(1)
    publisher.publish([("second", "w.sender.BallThrown", b"{}")])

    publisher.close()


def test_queues_are_durable_quorum_queues_with_a_dead_letter_exchange(servers: Servers) -> None:
    buses.remove_queues(toys.receiver, servers.rabbitmq)
    rabbit.declare(servers.rabbitmq, toys.receiver)

    declared = rabbit.queue(toys.receiver)

    with rabbit.connect(servers.rabbitmq) as connection:
        declared(connection.default_channel).declare()  # the broker refuses other arguments than those it has
        with pytest.raises(Exception, match="PRECONDITION_FAILED"):
            kombu.Queue(declared.name, durable=True)(connection.channel()).declare()


def test_an_unreadable_message_goes_to_the_dead_letter_queue(servers: Servers) -> None:
    buses.remove_queues(toys.receiver, servers.rabbitmq)
    rabbit.declare(servers.rabbitmq, toys.receiver)
    publisher = rabbit.Publisher(servers.rabbitmq)
    publisher.publish([("garbage", "w.sender.BallThrown", b"no json")])
    url = services.postgres_database("porchlight_infra_receiver", servers.postgres)
    stop = threading.Event()

    with services.running(toys.receiver, url) as context:
        consumer = threading.Thread(target=consume, args=(context, servers.rabbitmq, stop))
        consumer.start()
        buses.eventually(lambda: _messages(servers, "porchlight.receiver.dead") == 1)
        stop.set()
        consumer.join(10)

    publisher.close()


def _messages(servers: Servers, queue: str) -> int:
    with rabbit.connect(servers.rabbitmq) as connection:
        return int(connection.default_channel.queue_declare(queue, passive=True).message_count)


@pytest.mark.timeout(120)
def test_a_black_hole_on_the_way_to_the_broker_is_left_within_thirty_seconds(servers: Servers) -> None:
    target = make_url(servers.rabbitmq.replace("amqp://", "postgresql://"))
    proxy = Proxy((target.host or "", target.port or 5672))
    behind = f"amqp://{target.username}:{target.password}@127.0.0.1:{proxy.port}//"
    for one in (toys.sender, toys.receiver):
        buses.remove_queues(one, servers.rabbitmq)
        rabbit.declare(servers.rabbitmq, one)
    urls = [services.postgres_database(f"porchlight_infra_{name}", servers.postgres) for name in ("sender", "receiver")]

    with services.running(toys.sender, urls[0]) as sender, services.running(toys.receiver, urls[1]) as receiver:
        with buses.carrying(buses.Run(sender, receiver, "rabbit", behind)):
            _throw(sender, 1)
            buses.eventually(lambda: 1 in toys.numbers_caught(receiver))
            proxy.black_hole()
            _throw(sender, 2)
            time.sleep(3)  # both ends are now inside the hole
            proxy.heal()
            buses.eventually(lambda: 2 in toys.numbers_caught(receiver))
            _throw(sender, 3)
            buses.eventually(lambda: 3 in toys.numbers_caught(receiver))

        assert toys.numbers_caught(receiver) == [1, 2, 3]
    proxy.close()


def _throw(context: Context, number: int) -> None:
    with context.database.begin() as session:
        publish(session, toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=number))
