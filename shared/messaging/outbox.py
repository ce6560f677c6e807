"""The outbox: what a change tells the world is rows of the same transaction. Nobody publishes or starts a task any other way."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert

from shared import causality
from shared.clock import utc_now
from shared.database.session import Session, fire_after_commit
from shared.database.upsert import dialect_of, insert_on
from shared.events.base import Envelope, Event
from shared.ids import new_id
from shared.messaging.tables import outbox, sequences

WAKE = "outbox"
_INSERT = insert(outbox)
_PENDING = "outbox"


@dataclass(frozen=True, slots=True)
class TaskCall:
    """One call of a task on its way: the outbox row's id is the task's id wherever it runs."""

    id: UUID
    name: str
    arguments: dict[str, Any]
    cause: causality.Cause

    def to_json(self) -> str:
        cause = [self.cause.correlation_id, self.cause.causation_id, self.cause.traceparent]
        return json.dumps({"arguments": self.arguments, "cause": cause}, default=str)

    @classmethod
    def from_json(cls, task_id: UUID, name: str, body: str) -> "TaskCall":
        call = json.loads(body)
        return cls(task_id, name, call["arguments"], causality.Cause(*call["cause"]))


def publish(session: Session, published: Event) -> UUID:
    """Has `published` sent to every subscriber once the session's transaction commits; returns the event's id."""
    envelope = Envelope(
        id=new_id(),
        name=type(published).__name__,
        service=published.service,
        version=published.schema_version,
        subject=published.subject,
        sequence=0,
        workspace_id=published.workspace_id,
        time=utc_now(),
        cause=causality.current(),
        data=published.model_dump(mode="json"),
    )
    _pending(session).append(envelope)
    return envelope.id


def enqueue(session: Session, task: str, *, due_at: datetime | None = None, **arguments: Any) -> UUID:
    """Has the task called `task` run with `arguments` (JSON) once the session's transaction commits, not before `due_at`."""
    call = TaskCall(new_id(), task, arguments, causality.current())
    _pending(session).append((call, due_at))
    return call.id


def _pending(session: Session) -> list[Any]:
    pending: list[Any] = session.info.setdefault(_PENDING, [])
    return pending


@event.listens_for(Session, "before_commit")
def _write_pending(session: Session) -> None:
    # Written last and together: a record's sequence row is locked for the shortest time, in two statements for any number.
    pending: list[Any] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    connection = session.connection()
    envelopes = [item for item in pending if isinstance(item, Envelope)]
    numbers = _reserve(session, envelopes)
    rows = [_event_row(item, numbers) if isinstance(item, Envelope) else _task_row(*item) for item in pending]
    connection.execute(_INSERT, rows)
    fire_after_commit(session, WAKE)


def _reserve(session: Session, envelopes: list[Envelope]) -> dict[str, int]:
    """Takes the next sequence numbers of each subject; returns per subject the number before the first one taken."""
    if not envelopes:
        return {}
    counts = Counter(envelope.subject for envelope in envelopes)
    # Sorted, so that two transactions about the same records lock them in the same order.
    values = [{"subject": subject, "last": counts[subject]} for subject in sorted(counts)]
    taken = session.connection().execute(_take_numbers(dialect_of(session)), values)
    return {subject: last - counts[subject] for subject, last in taken}


@cache
def _take_numbers(dialect: str) -> Any:
    # Built once: to SQLAlchemy a statement that is the same object is one that it has compiled already.
    statement = insert_on(dialect, sequences)
    statement = statement.on_conflict_do_update(
        index_elements=[sequences.c.subject], set_={"last": sequences.c.last + statement.excluded.last}
    )
    return statement.returning(sequences.c.subject, sequences.c.last)


def _event_row(envelope: Envelope, numbers: dict[str, int]) -> dict[str, Any]:
    numbers[envelope.subject] += 1
    numbered = replace(envelope, sequence=numbers[envelope.subject])
    return {
        "id": envelope.id,
        "kind": "event",
        "name": envelope.name,
        "subject": envelope.subject,
        "sequence": numbered.sequence,
        "workspace_id": envelope.workspace_id,
        "body": json.dumps(numbered.to_cloudevent(), separators=(",", ":")),
        "created_at": envelope.time,
        "due_at": None,
    }


def _task_row(call: TaskCall, due_at: datetime | None) -> dict[str, Any]:
    return {
        "id": call.id,
        "kind": "task",
        "name": call.name,
        "subject": "",
        "sequence": 0,
        "workspace_id": None,
        "body": call.to_json(),
        "created_at": utc_now(),
        "due_at": due_at,
    }
