"""kill -9 at every step of the story, on both buses: after the restart it completes, exactly once."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.runtime.embedded import TASK_THREADS
from tests.support.outcome import (
    EVERY_MAIL,
    accepts,
    assert_done_once,
    deliveries,
    insist,
    is_finished,
    mails_by_subject,
    open_checkout,
)
from tests.support.story import Office, Sent, open_office, pay
from tests.support.world import World, eventually

pytestmark = [pytest.mark.shows("EVT-3", "SGN-2", "PAY-3", "NOT-2"), pytest.mark.timeout(240)]

STEPS = (
    "sql INSERT INTO acceptances",
    "commit INSERT INTO acceptances",
    "published EstimateAccepted",
    "sql INSERT INTO invoices",
    "received billing EstimateAccepted",
    "received notifications EstimateAccepted",
    "commit INSERT INTO deliveries",
    "before send",
    "after send",
    "commit INSERT INTO checkouts",
    "before create_session",
    "after create_session",
    "commit INSERT INTO stripe_events",
    "sql UPDATE invoices SET",
    "commit UPDATE invoices SET",
    "published InvoicePaid",
    "received notifications InvoicePaid",
)
SENT_AT_ONCE = {"embedded": TASK_THREADS, "processes": 1}
"""How many messages a process that dies may have in hand."""
STALE_AFTER = 90.0
"""Seconds after which a sweeper has surely picked up what a dead worker had leased."""


Opened = Callable[[Office], Office]


@pytest.fixture
def opened() -> Iterator[Opened]:
    with contextlib.ExitStack() as stack:

        def keep(office: Office) -> Office:
            stack.callback(office.client.close)
            return office

        yield keep


@contextlib.contextmanager
def supervised(world: World) -> Iterator[None]:
    """Starts again whatever dies while the block runs (a worker replaces its children by itself)."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            world.revive()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_this_step_loses_nothing_and_doubles_nothing(trapped: World, step: str, opened: Opened) -> None:
    office = opened(open_office(trapped))
    sent = office.send()
    eventually(lambda: sent.mails("Your proposal"), "the proposal is mailed")
    body = sent.acceptance()
    trap = Path(trapped.parts[next(iter(trapped.parts))].environment["CRASH_FILE"])

    with supervised(trapped):
        trap.write_text(step)
        insist(lambda: accepts(sent, body))
        url = insist(lambda: open_checkout(sent))
        insist(lambda: pay(url).status_code in {200, 303})
        eventually(lambda: is_finished(sent), f"the story completes after a kill at: {step}", STALE_AFTER)

    assert not trap.exists(), "no process came to this step"
    assert_done_once(sent)
    assert_mailed_once(sent)


def assert_mailed_once(sent: Sent) -> None:
    """Whatever a kill left undecided (taken by the mail server, not yet recorded) may go out twice, and is marked so."""
    mails = mails_by_subject(sent)
    undecided = [delivery for delivery in deliveries(sent) if delivery["undecided"]]
    assert len(mails) == EVERY_MAIL, mails
    assert max(mails.values()) <= 2, mails
    assert sum(mails.values()) - EVERY_MAIL <= len(undecided) <= SENT_AT_ONCE[sent.office.world.kind], (
        mails,
        undecided,
    )
