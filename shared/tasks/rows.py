"""The outbox row of a task: it counts the attempts and tells how they ended, wherever the task runs."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import Row, Update, select, update

from shared.clock import utc_now
from shared.database.outage import sit_out
from shared.database.session import Session, fire_after_commit
from shared.messaging.outbox import WAKE
from shared.messaging.tables import outbox
from shared.metrics import TASKS
from shared.service import Context

log = structlog.get_logger()


def begin_attempt(context: Context, task_id: UUID) -> bool:
    """Counts an attempt before it runs, so that one that ends its process counts, too; whether it is to run."""
    # Celery has done with a task that raised: it would wait for the relay to take it for lost.
    return sit_out(lambda: _begin(context, task_id))


def finish_task(context: Context, task_id: UUID, error: Exception | None) -> None:
    """Records how an attempt ended: done, to be tried again after a delay, or a dead letter."""
    sit_out(lambda: _record(context, task_id, error))


def _begin(context: Context, task_id: UUID) -> bool:
    with context.database.begin() as session:
        row = _lock(session, task_id)
        if row is None:
            return True  # a schedule's call, which has no row
        if row.done_at is not None or row.dead_at is not None:
            return False
        if row.attempts >= len(context.retry_delays):
            _bury(context, session, row, row.last_error or "ended its process each time")
            return False
        session.execute(_of(task_id).values(attempts=row.attempts + 1))
        return True


def _record(context: Context, task_id: UUID, error: Exception | None) -> None:
    with context.database.begin() as session:
        row = _lock(session, task_id)
        if row is None:
            return
        if error is None:
            now = utc_now()
            session.execute(_of(task_id).values(sent_at=row.sent_at or now, done_at=now, last_error=None))
            return
        reason = f"{type(error).__name__}: {error}"[:500]
        if row.attempts >= len(context.retry_delays):
            _bury(context, session, row, reason)
            return
        due_at = utc_now() + timedelta(seconds=context.retry_delays[row.attempts - 1])
        session.execute(_of(task_id).values(last_error=reason, sent_at=None, due_at=due_at))
        fire_after_commit(session, WAKE)


def _lock(session: Session, task_id: UUID) -> Row[tuple[object, ...]] | None:
    return session.execute(select(outbox).where(outbox.c.id == task_id).with_for_update()).one_or_none()


def _bury(context: Context, session: Session, row: Row[tuple[object, ...]], reason: str) -> None:
    TASKS.labels(context.service.name, row.name, "dead").inc()
    log.error("task_dead", task=row.name, task_id=row.id, reason=reason)
    session.execute(_of(row.id).values(last_error=reason, dead_at=utc_now()))


def _of(task_id: UUID) -> Update:
    return update(outbox).where(outbox.c.id == task_id)
