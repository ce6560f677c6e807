"""Events that are applied together behave as if they had been applied one by one."""

from dataclasses import replace
from uuid import UUID

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import func, select

from shared.causality import begin
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.base import Envelope
from shared.ids import new_id
from shared.messaging.inbox import receive, retry_due
from shared.service import Context
from tests.support import toys

pytestmark = pytest.mark.shows("EVT-3")


def thrown(number: int, *, ball: UUID | None = None, sequence: int = 1) -> Envelope:
    event = toys.BallThrown(workspace_id=new_id(), ball_id=ball or new_id(), number=number)
    return Envelope(
        id=new_id(),
        name="BallThrown",
        service="sender",
        version=1,
        subject=event.subject,
        sequence=sequence,
        workspace_id=event.workspace_id,
        time=utc_now(),
        cause=begin(),
        data=event.model_dump(mode="json"),
    )


def applied() -> float:
    labels = {"service": "receiver", "event": "BallThrown", "outcome": "applied"}
    return REGISTRY.get_sample_value("porchlight_events_total", labels) or 0.0


def test_what_one_handler_has_added_the_next_one_finds(receiver: Context) -> None:
    found: list[int | None] = []

    def count_and_catch(session: Session, event: toys.BallThrown) -> None:
        found.append(session.scalar(select(func.count(toys.Caught.id))))
        toys.catch(session, event)

    careful = replace(receiver, service=replace(toys.receiver, handlers={toys.BallThrown: count_and_catch}))

    receive(careful, [thrown(1), thrown(2), thrown(3)])

    assert found == [0, 1, 2]


def test_a_batch_may_hold_an_event_twice_and_one_records_events_in_any_order(receiver: Context) -> None:
    ball = new_id()
    third, first, second = (thrown(number, ball=ball, sequence=number) for number in (3, 1, 2))
    other = thrown(10)

    receive(receiver, [other, third, first, first, second, third])

    assert [number for number in toys.numbers_caught(receiver) if number < 10] == [1, 2, 3]
    assert toys.numbers_caught(receiver).count(10) == 1


def test_records_keep_the_order_in_which_their_events_came(receiver: Context) -> None:
    numbers = list(range(50, 0, -1))

    receive(receiver, [thrown(number) for number in numbers])

    assert toys.numbers_caught(receiver) == numbers


def test_an_event_that_fails_leaves_the_rest_of_its_batch_applied_and_counted_once(receiver: Context) -> None:
    toys.clumsy.add(2)
    before = applied()

    receive(receiver, [thrown(1), thrown(2), thrown(3)])

    assert toys.numbers_caught(receiver) == [1, 3]
    assert applied() - before == 2


def test_an_event_that_came_too_early_is_applied_after_the_one_before_it(receiver: Context) -> None:
    ball = new_id()
    receive(receiver, [thrown(2, ball=ball, sequence=2), thrown(3, ball=ball, sequence=3)])
    early = toys.numbers_caught(receiver)

    receive(receiver, [thrown(1, ball=ball, sequence=1)])
    while retry_due(receiver):
        pass

    assert early == []
    assert toys.numbers_caught(receiver) == [1, 2, 3]
