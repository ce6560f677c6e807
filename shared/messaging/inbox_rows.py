"""The inbox's rows of a whole batch, in as few statements as the database allows: a lone event waits for each of them.

Whoever needs several rows locks the records' progress first and inbox rows after it: consumers and retries that took
them in different orders would wait for each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, literal, select, update

from shared.clock import utc_now
from shared.database.affected import affected
from shared.database.batches import among, in_one, insert_rows_on, rows_in_one
from shared.database.session import Session, fire_after_commit
from shared.database.upsert import dialect_of, insert_on
from shared.events.base import Envelope
from shared.messaging.tables import IS_WAITING, inbox, progress

WAKE = "inbox_waiting"


def subject_of(envelope: Envelope) -> str:
    """The record an event is about, named so that no two services' records are taken for one."""
    return f"{envelope.service}:{envelope.subject}"


def lock_progress(session: Session, subjects: Iterable[str]) -> dict[str, int]:
    """How far each record has been applied; locks those rows, so that two consumers take turns over one record."""
    # Sorted, so that two batches about the same records lock them in the same order.
    values = [{"subject": subject, "last": 0} for subject in sorted(set(subjects))]
    dialect = dialect_of(session)
    return dict(session.connection().execute(_locking(dialect), in_one(dialect, values)).all())


def take_in(session: Session, envelopes: Sequence[Envelope], *, state: str) -> tuple[dict[str, int], list[Envelope]]:
    """Locks the records' progress and inserts the rows of events not seen before.

    Returns how far each record has been applied, and the new events, each record's in order.
    """
    unique = {envelope.id: envelope for envelope in envelopes}  # a batch may hold one event twice
    rows = [_row(envelope, state) for envelope in unique.values()]
    dialect = dialect_of(session)
    if dialect == "postgresql":
        taken = session.connection().execute(_taking_in(), in_one(dialect, rows)).all()
        before, new = {row.subject: row.last for row in taken}, {row.event_id for row in taken}
    else:
        before = lock_progress(session, (row["subject"] for row in rows))
        new = set(session.connection().execute(_claiming(dialect), rows).scalars())
    return before, sorted((unique[each] for each in unique if each in new), key=lambda envelope: envelope.sequence)


def _row(envelope: Envelope, state: str) -> dict[str, Any]:
    return {
        "event_id": envelope.id,
        "name": envelope.name,
        "subject": subject_of(envelope),
        "sequence": envelope.sequence,
        "workspace_id": envelope.workspace_id,
        "state": state,
        "received_at": utc_now(),
    }


def save_progress(session: Session, before: Mapping[str, int], reached: Mapping[str, int]) -> None:
    """Moves the records that got further, all of them locked; has their successors that came too early tried now."""
    further = [subject for subject in sorted(reached) if reached[subject] > before[subject]]
    if not further:
        return
    dialect = dialect_of(session)
    moved = in_one(dialect, [{"subject": subject, "last": reached[subject]} for subject in further])
    hurried = {"subjects": further, "now": utc_now()}
    if dialect == "postgresql":
        waiting = affected(session, _moving_and_hurrying(), {**moved, **hurried})
    else:
        session.connection().execute(_moving(dialect), moved)
        waiting = affected(session, _hurrying(dialect), hurried)
    if waiting:
        fire_after_commit(session, WAKE)


# Built once: to SQLAlchemy a statement that is the same object is one that it has compiled already.
_CLAIMED = ("event_id", "name", "subject", "sequence", "workspace_id", "state", "received_at")


@cache
def _locking(dialect: str) -> Any:
    return _keeping_last(insert_rows_on(dialect, progress, "subject", "last"))


@cache
def _claiming(dialect: str) -> Any:
    return insert_on(dialect, inbox).on_conflict_do_nothing().returning(inbox.c.event_id)


@cache
def _taking_in() -> Any:
    """Both of them in one; each inbox row comes after its record's lock, because it is joined to it."""
    rows = rows_in_one(inbox, *_CLAIMED)
    subjects = select(rows.c.subject, literal(0)).distinct().order_by(rows.c.subject)
    locked = _keeping_last(insert_on("postgresql", progress).from_select(("subject", "last"), subjects)).cte("locked")
    allowed = select(*rows.c).join(locked, locked.c.subject == rows.c.subject)
    claimed = insert_on("postgresql", inbox).from_select(_CLAIMED, allowed).on_conflict_do_nothing()
    new = claimed.returning(inbox.c.event_id, inbox.c.subject).cte("new")
    joined = locked.outerjoin(new, new.c.subject == locked.c.subject)
    return select(locked.c.subject, locked.c.last, new.c.event_id).select_from(joined)


def _keeping_last(inserting: Any) -> Any:
    # A SELECT would not lock a record's first row, which another consumer may be about to insert.
    locked = inserting.on_conflict_do_update(index_elements=[progress.c.subject], set_={"last": progress.c.last})
    return locked.returning(progress.c.subject, progress.c.last)


@cache
def _moving(dialect: str) -> Any:
    statement = insert_rows_on(dialect, progress, "subject", "last")
    return statement.on_conflict_do_update(index_elements=[progress.c.subject], set_={"last": statement.excluded.last})


@cache
def _hurrying(dialect: str) -> Any:
    successors = IS_WAITING & among(dialect, inbox.c.subject, "subjects") & (inbox.c.attempts == 0)
    return update(inbox).where(successors).values(due_at=bindparam("now"))


@cache
def _moving_and_hurrying() -> Any:
    return _hurrying("postgresql").add_cte(_moving("postgresql").cte("moved"))
