"""Tell the world how a delivery ended."""

from services.notifications.domain.delivery import Delivery
from shared.database.session import Session
from shared.events.notifications import MessageFailed, MessageSent
from shared.messaging.outbox import publish


def tell_outcome(session: Session, *, delivery: Delivery) -> None:
    """Publishes that the message was sent or will not arrive; nothing while it is on its way."""
    if delivery.status == "sent":
        publish(
            session,
            MessageSent(
                workspace_id=delivery.workspace_id,
                delivery_id=delivery.id,
                channel=delivery.channel,
                template=delivery.template,
                record_id=delivery.record_id,
                undecided=delivery.undecided,
            ),
        )
    elif delivery.is_over:
        publish(
            session,
            MessageFailed(
                workspace_id=delivery.workspace_id,
                delivery_id=delivery.id,
                channel=delivery.channel,
                template=delivery.template,
                record_id=delivery.record_id,
                category=delivery.category or delivery.status,
            ),
        )
