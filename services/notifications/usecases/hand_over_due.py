"""Start tasks for the deliveries that are due and have none."""

from services.notifications.queries.deliveries import lock_unattended
from shared.clock import utc_now
from shared.database.session import Session
from shared.messaging.outbox import enqueue

BATCH = 500


def hand_over_due(session: Session) -> int:
    """Has what is to be tried again, and what a dead worker left behind, sent; returns how many there were."""
    now = utc_now()
    unattended = lock_unattended(session, now, limit=BATCH)
    for delivery in unattended:
        delivery.hand_over(now)
        enqueue(
            session,
            "notifications.send_email",
            workspace_id=str(delivery.workspace_id),
            delivery_id=str(delivery.id),
        )
    return len(unattended)
