"""Expire the estimates whose last day has passed."""

from datetime import datetime

from services.quotes.domain.origin import Origin
from services.quotes.queries.lapsed import lock_lapsed
from services.quotes.queries.records import Record, complete
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateExpired
from shared.messaging.outbox import publish


def expire_estimates(session: Session, *, now: datetime, limit: int) -> int:
    """Expires up to `limit` estimates, each by the calendar of its business; returns how many."""
    lapsed = lock_lapsed(session, now=now, limit=limit)
    for record in complete(session, lapsed):
        _expire(session, record, now)
    return len(lapsed)


def _expire(session: Session, record: Record, now: datetime) -> None:
    estimate = record.estimate
    estimate.expire(now, today=record.today(now))
    details = {"version": estimate.version}
    origin = Origin(at=now, actor_kind="system")
    record_history(session, estimate=record.estimate, action="expired", origin=origin, details=details)
    publish(
        session,
        EstimateExpired(
            workspace_id=estimate.workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            customer_id=estimate.customer_id,
        ),
    )
