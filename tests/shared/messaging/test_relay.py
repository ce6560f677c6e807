"""What the relay owes to rows that are in the way, lost, or old."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from shared.clock import utc_now
from shared.database.session import Session
from shared.events.base import Event
from shared.ids import new_id
from shared.messaging import dead_letters
from shared.messaging.outbox import enqueue, publish
from shared.messaging.relay import LOST_AFTER, RETAIN, prune, relay_once
from shared.messaging.tables import inbox, outbox
from shared.service import Context
from shared.tasks.rows import begin_attempt, finish_task
from tests.support import buses, services, toys
from tests.support.outages import away_at

pytestmark = pytest.mark.shows("EVT-3")


class NobodyCares(Event, service="sender", subject="thing_id"):
    """An event that no service follows."""

    thing_id: UUID


class Notebook:
    """A bus that notes what it is given, and can be told that it does not arrive."""

    def __init__(self) -> None:
        self.tasks: list[UUID] = []
        self.broken = False

    def send_events(self, events: Any) -> set[UUID]:
        if self.broken:
            raise ConnectionError
        return {event.id for event in events}

    def send_task(self, call: Any) -> bool:
        self.tasks.append(call.id)
        return True

    def keep_alive(self) -> None: ...

    def close(self) -> None: ...


def outbox_row(context: Context, row_id: UUID) -> Any:
    with context.database.read() as session:
        return session.execute(select(outbox).where(outbox.c.id == row_id)).one_or_none()


def change(context: Context, row_id: UUID, **values: Any) -> None:
    with context.database.begin() as session:
        session.execute(update(outbox).where(outbox.c.id == row_id).values(values))


def enqueued(context: Context) -> UUID:
    with context.database.begin() as session:
        return enqueue(session, "sender.juggle", balls=3)


def test_events_that_nobody_follows_hold_up_nobody(run: buses.Run) -> None:
    with run.sender.database.begin() as session:
        for _ in range(300):
            publish(session, NobodyCares(workspace_id=new_id(), thing_id=new_id()))
        publish(session, toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=1))

    with buses.carrying(run):
        buses.eventually(lambda: toys.numbers_caught(run.receiver) == [1])
        buses.eventually(lambda: _unsent(run.sender) == 0)


def _unsent(context: Context) -> int:
    with context.database.read() as session:
        return len(session.execute(select(outbox.c.id).where(outbox.c.sent_at.is_(None))).all())


def test_a_task_that_fails_before_it_is_marked_is_tried_again(sender: Context) -> None:
    task = enqueued(sender)

    class Hasty(Notebook):
        def send_task(self, call: Any) -> bool:
            begin_attempt(sender, call.id)
            finish_task(sender, call.id, RuntimeError("dropped"))
            return super().send_task(call)

    hasty = Hasty()
    change(sender, task, due_at=None)
    relay_once(sender, hasty)
    change(sender, task, due_at=utc_now())
    relay_once(sender, hasty)

    assert hasty.tasks == [task, task]


def test_tasks_are_not_sent_again_while_events_cannot_be(sender: Context) -> None:
    enqueued(sender)
    with sender.database.begin() as session:
        publish(session, toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=1))
    bus = Notebook()
    bus.broken = True

    for _ in range(3):
        with pytest.raises(ConnectionError):
            relay_once(sender, bus)

    assert len(bus.tasks) == 1


def test_a_task_lost_with_its_broker_is_handed_over_again(sender: Context) -> None:
    task, bus = enqueued(sender), Notebook()
    relay_once(sender, bus)
    relay_once(sender, bus)
    change(sender, task, sent_at=utc_now() - LOST_AFTER - timedelta(seconds=1))

    relay_once(sender, bus)
    begin_attempt(sender, task)
    finish_task(sender, task, None)
    change(sender, task, sent_at=utc_now() - LOST_AFTER - timedelta(seconds=1))
    relay_once(sender, bus)

    assert bus.tasks == [task, task]


def test_a_task_that_kills_its_process_each_time_becomes_a_dead_letter(sender: Context) -> None:
    task = enqueued(sender)

    allowed = [begin_attempt(sender, task) for _ in range(5)]

    assert allowed == [True, True, True, False, False]
    assert [letter.id for letter in dead_letters.dead_letters(sender)] == [task]


def test_a_task_waits_for_a_database_that_is_away(sender: Context) -> None:
    task = enqueued(sender)

    with away_at(1, sender) as unsteady:
        allowed = begin_attempt(unsteady, task)

    assert allowed
    assert outbox_row(sender, task).attempts == 1


def test_pruning_keeps_dead_letters_and_what_may_still_be_replayed(sender: Context) -> None:
    old = utc_now() - RETAIN - timedelta(days=1)
    dead, event_id = enqueued(sender), new_id()
    change(sender, dead, sent_at=old, dead_at=old)
    with sender.database.begin() as session:
        _note_applied(session, event_id, old)

    prune(sender)

    assert outbox_row(sender, dead) is not None
    with sender.database.read() as session:
        assert session.execute(select(inbox.c.event_id)).scalar() == event_id


def test_pruning_forgets_what_was_sent_long_ago(sender: Context) -> None:
    old = utc_now() - RETAIN - timedelta(days=1)
    task = enqueued(sender)
    change(sender, task, sent_at=old, done_at=old)

    prune(sender)

    assert outbox_row(sender, task) is None


def _note_applied(session: Session, event_id: UUID, at: Any) -> None:
    row = {"event_id": event_id, "name": "BallThrown", "subject": "s", "sequence": 1, "workspace_id": new_id()}
    session.execute(insert(inbox).values(row | {"state": "done", "received_at": at}))


def test_a_task_is_run_once_it_is_due(sender: Context) -> None:
    with sender.database.begin() as session:
        enqueue(session, "sender.juggle", due_at=utc_now() + timedelta(hours=1))

    relay_once(sender, bus := Notebook())

    assert bus.tasks == []
    assert services.published(sender) == []
