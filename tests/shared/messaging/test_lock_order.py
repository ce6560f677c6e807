"""Consumers and retries of one record take turns: neither ever holds what the other waits for."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from shared.causality import begin
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.base import Envelope
from shared.ids import new_id
from shared.messaging.inbox import receive, retry_due
from shared.service import Context
from tests.support import buses, services, toys

pytestmark = pytest.mark.shows("EVT-3")
PATIENCE = 90.0


class SlowHands:
    """A handler that, once it has begun, ends when it is let go; it notes what it was given, also what is rolled back."""

    def __init__(self) -> None:
        self.given: list[int] = []
        self.begun = threading.Event()
        self.let_go = threading.Event()

    def catch(self, session: Session, event: toys.BallThrown) -> None:
        self.given.append(event.number)
        self.begun.set()
        assert self.let_go.wait(PATIENCE)
        toys.catch(session, event)


@pytest.fixture
def hands() -> SlowHands:
    return SlowHands()


@pytest.fixture
def receiver(hands: SlowHands) -> Iterator[Context]:
    if not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    url = services.postgres_database(f"porchlight_test_turns_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
    slow = replace(toys.receiver, handlers={toys.BallThrown: hands.catch})
    with services.running(slow, url) as context:
        yield context


def thrown(ball: UUID, number: int) -> Envelope:
    """The event about `ball` that is the `number`th of its record."""
    event = toys.BallThrown(workspace_id=new_id(), ball_id=ball, number=number)
    return Envelope(
        id=new_id(),
        name="BallThrown",
        service="sender",
        version=1,
        subject=event.subject,
        sequence=number,
        workspace_id=event.workspace_id,
        time=utc_now(),
        cause=begin(),
        data=event.model_dump(mode="json"),
    )


def somebody_waits_for_a_lock(context: Context) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with context.database.read() as session:
        return bool(session.scalar(text(waiting)))


def test_a_retry_that_meets_a_consumer_waits_for_it_and_holds_nothing(receiver: Context, hands: SlowHands) -> None:
    ball = new_id()
    receive(receiver, [thrown(ball, 2)])

    with ThreadPoolExecutor() as threads:
        consumer = threads.submit(receive, receiver, [thrown(ball, 1)])
        assert hands.begun.wait(PATIENCE)
        retry = threads.submit(retry_due, receiver, now=utc_now() + timedelta(seconds=1))
        buses.eventually(lambda: somebody_waits_for_a_lock(receiver))
        hands.let_go.set()
        consumer.result(PATIENCE)
        retry.result(PATIENCE)
    retry_due(receiver)

    assert hands.given == [1, 2]
    assert toys.numbers_caught(receiver) == [1, 2]
