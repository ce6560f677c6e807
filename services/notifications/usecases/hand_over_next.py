"""Start tasks for what is next of a workspace's messages."""

from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.queries.deliveries import lock_next, turns_left
from services.notifications.queries.workspaces import hold_turns
from shared.clock import utc_now
from shared.database.session import Session
from shared.messaging.outbox import enqueue

SENDERS = {"email": "notifications.send_email", "sms": "notifications.send_sms"}
"""The task that sends by each channel there is."""


def hand_over_next(session: Session, *, workspace_id: UUID, channel: str, wait: bool = True) -> int:
    """Has as many sent as are this workspace's turn: new ones, those to be tried again, those of dead workers; how many.

    Where somebody else is at it and this is not to `wait`, that is left to them.
    """
    now = utc_now()
    if not hold_turns(session, workspace_id, wait=wait):
        return 0
    left = turns_left(session, workspace_id, channel, now)
    found = lock_next(session, workspace_id, channel, now, limit=left) if left > 0 else ()
    for delivery in found:
        _hand_over(session, delivery)
    return len(found)


def _hand_over(session: Session, delivery: Delivery) -> None:
    delivery.hand_over(utc_now())
    enqueue(
        session,
        SENDERS[delivery.channel],
        workspace_id=str(delivery.workspace_id),
        delivery_id=str(delivery.id),
    )
