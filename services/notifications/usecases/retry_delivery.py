"""Try once more to send what was given up."""

from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.errors import DeliveryNotFound, NotRetryable
from services.notifications.queries.deliveries import lock_delivery
from services.notifications.usecases.hand_over_next import SENDERS, hand_over_next
from shared.clock import utc_now
from shared.database.session import Session


def retry_delivery(session: Session, *, workspace_id: UUID, delivery_id: UUID) -> Delivery:
    """The message, on its way again; raises `DeliveryNotFound` or `NotRetryable`. What becomes of it is told as ever."""
    delivery = lock_delivery(session, workspace_id, delivery_id)
    if delivery is None:
        raise DeliveryNotFound(f"There is no message {delivery_id} in this workspace.")
    if delivery.channel not in SENDERS:
        raise NotRetryable(f"Messages by {delivery.channel} cannot be sent here. Set that up first.")
    delivery.retry(utc_now())
    session.flush()
    hand_over_next(session, workspace_id=workspace_id, channel=delivery.channel)
    return delivery
