"""The inbox: every event is applied exactly once, in order per record; what fails waits here and is tried again.

An event's row is written in the transaction of its handler, so that both are or neither is. Whatever cannot be applied
at once (a failure, a gap in the record's sequence, a message that already killed a process) is kept here as `waiting`
and belongs to `retry_due`, which counts an attempt before it runs: an event that kills its process counts, too.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update

from shared.causality import Cause, caused_by
from shared.clock import utc_now
from shared.database.session import Session, fire_after_commit
from shared.events.base import Envelope
from shared.messaging.inbox_rows import WAKE, lock_progress, save_progress, subject_of, take_in
from shared.messaging.tables import IS_WAITING, inbox
from shared.metrics import EVENT_LAG, EVENTS
from shared.service import Context

log = structlog.get_logger()

GAP_PATIENCE = timedelta(seconds=30)
"""How long an event waits for its predecessors before they are taken to have been sent before we subscribed."""
_GAP_RETRY = timedelta(milliseconds=200)


def receive(context: Context, envelopes: Sequence[Envelope], *, redelivered: bool = False) -> None:
    """Applies `envelopes`; when this returns, each is applied or durably waiting, and may be acknowledged.

    Raises only when the database cannot be reached: then nothing may be acknowledged.
    """
    if redelivered:
        _keep_for_later(context, envelopes)
        return
    try:
        _apply_together(context, envelopes)
    except Exception:  # noqa: BLE001 - whichever of them failed is found, recorded and logged one by one
        for envelope in envelopes:
            _apply_alone(context, envelope)


def _apply_together(context: Context, envelopes: Sequence[Envelope]) -> None:
    with context.database.begin() as session:
        before, new = take_in(session, envelopes, state="done")
        reached, applied = dict(before), []
        for envelope in new:
            subject = subject_of(envelope)
            if envelope.sequence > reached[subject] + 1:
                _wait(session, envelope, utc_now() + _GAP_RETRY, "waits for an earlier event of the same record")
                continue
            reached[subject] = max(reached[subject], envelope.sequence)
            _handle(context, session, envelope)
            applied.append(envelope)
        session.flush()
        save_progress(session, before, reached)
    _count(context, applied)


def _apply_alone(context: Context, envelope: Envelope) -> None:
    try:
        _apply_together(context, [envelope])
    except Exception as error:  # noqa: BLE001 - recorded with the event, retried, and a dead letter in the end
        _note_failure(context, envelope, error)
        with context.database.begin() as session:
            _, new = take_in(session, [envelope], state="waiting")
            if new:
                _wait(session, envelope, utc_now() + _delay(context, 1), _reason(error), attempts=1)


def _note_failure(context: Context, envelope: Envelope, error: Exception) -> None:
    EVENTS.labels(context.service.name, envelope.name, "failed").inc()
    keys = {"service": context.service.name, "event_name": envelope.name, "event_id": str(envelope.id)}
    log.warning("event_failed", **keys, correlation_id=envelope.cause.correlation_id, exc_info=error)


def _keep_for_later(context: Context, envelopes: Sequence[Envelope]) -> None:
    with context.database.begin() as session:
        _, new = take_in(session, envelopes, state="waiting")
        for envelope in new:
            _wait(session, envelope, utc_now(), "was delivered before, to a process that ended")


def _handle(context: Context, session: Session, envelope: Envelope) -> None:
    if envelope.name not in context.service.handlers_by_name:
        return
    event_type, handler = context.service.handlers_by_name[envelope.name]
    cause = Cause(envelope.cause.correlation_id, str(envelope.id), envelope.cause.traceparent)
    keys = {"service": context.service.name, "event_name": envelope.name, "event_id": str(envelope.id)}
    with caused_by(cause, **keys):
        handler(session, event_type.received(envelope))
        log.info("event_applied", subject=envelope.subject, sequence=envelope.sequence)


def _count(context: Context, applied: Sequence[Envelope]) -> None:
    """Keeps the metrics of what has been committed."""
    handled = [envelope for envelope in applied if envelope.name in context.service.handlers_by_name]
    lag, now = EVENT_LAG.labels(context.service.name), utc_now()
    for envelope in handled:
        lag.observe((now - envelope.time).total_seconds())
    for name, count in Counter(envelope.name for envelope in handled).items():
        EVENTS.labels(context.service.name, name, "applied").inc(count)


def retry_due(context: Context, *, now: datetime | None = None, limit: int = 100) -> int:
    """Applies waiting events whose time has come, oldest of each record first; returns how many were tried."""
    now = now or utc_now()
    due = IS_WAITING & (inbox.c.due_at <= now)
    query = select(inbox).where(due).order_by(inbox.c.subject, inbox.c.sequence).limit(limit)
    with context.database.read() as session:
        rows = session.execute(query).mappings().all()
    for row in rows:
        _retry(context, Envelope.from_cloudevent(json.loads(row["body"])), now)
    return len(rows)


def _retry(context: Context, envelope: Envelope, now: datetime) -> None:
    if not _begin_attempt(context, envelope, now):
        return
    mine, subject = inbox.c.event_id == envelope.id, subject_of(envelope)
    try:
        with context.database.begin() as session:
            before = lock_progress(session, [subject])
            row = session.execute(select(inbox).where(mine).with_for_update()).mappings().one()
            if row["state"] != "waiting":
                return
            _handle(context, session, envelope)
            session.execute(update(inbox).where(mine).values(state="done", body=None, last_error=None))
            save_progress(session, before, {subject: envelope.sequence})
        _count(context, [envelope])
    except Exception as error:  # noqa: BLE001 - recorded with the event; the attempt is counted already
        _note_failure(context, envelope, error)
        with context.database.begin() as session:
            session.execute(update(inbox).where(mine).values(last_error=_reason(error)))


def _begin_attempt(context: Context, envelope: Envelope, now: datetime) -> bool:
    """Counts an attempt and leases the event until the next one is due; False when it is not to be tried now."""
    mine, subject = inbox.c.event_id == envelope.id, subject_of(envelope)
    with context.database.begin() as session:
        before = lock_progress(session, [subject])
        row = session.execute(select(inbox).where(mine).with_for_update()).mappings().one_or_none()
        if row is None or row["state"] != "waiting" or row["due_at"] > now:
            return False
        if envelope.sequence > before[subject] + 1 and _must_wait(session, row, now):
            session.execute(update(inbox).where(mine).values(due_at=now + _GAP_RETRY))
            return False
        attempts = row["attempts"] + 1
        if attempts > len(context.retry_delays):
            _bury(context, session, row)
            save_progress(session, before, {subject: envelope.sequence})
            return False
        lease = now + _delay(context, attempts)
        session.execute(update(inbox).where(mine).values(attempts=attempts, due_at=lease))
        return True


def _must_wait(session: Session, row: Any, now: datetime) -> bool:
    """Whether a gap before this event is still expected to close: for a while, or while a predecessor waits here, too."""
    earlier = (inbox.c.subject == row["subject"]) & (inbox.c.sequence < row["sequence"]) & IS_WAITING
    known = session.execute(select(inbox.c.event_id).where(earlier).limit(1)).first()
    return known is not None or now - row["received_at"] < GAP_PATIENCE


def _bury(context: Context, session: Session, row: Any) -> None:
    # Progress goes past a dead letter: one bad event must not hold up its record for ever.
    EVENTS.labels(context.service.name, row["name"], "dead").inc()
    log.error("event_dead", event_name=row["name"], event_id=row["event_id"], reason=row["last_error"])
    reason = row["last_error"] or "ended its process each time"
    dead = update(inbox).where(inbox.c.event_id == row["event_id"])
    session.execute(dead.values(state="dead", due_at=None, last_error=reason))


def _wait(session: Session, envelope: Envelope, due_at: datetime, reason: str, *, attempts: int = 0) -> None:
    body = json.dumps(envelope.to_cloudevent(), separators=(",", ":"))
    row = update(inbox).where(inbox.c.event_id == envelope.id)
    session.execute(row.values(state="waiting", due_at=due_at, attempts=attempts, last_error=reason, body=body))
    fire_after_commit(session, WAKE)


def _delay(context: Context, attempt: int) -> timedelta:
    return timedelta(seconds=context.retry_delays[min(attempt, len(context.retry_delays)) - 1])


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
