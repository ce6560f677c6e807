"""A customer has asked for their link to share, in a portal that shows nothing: it goes to the address on file."""

from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.referrals import ReferralLookupAnswered

_TOLD = {"customer_name", "code", "share_url"}


def handle(session: Session, event: ReferralLookupAnswered) -> None:
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="referral_link",
        recipient=event.customer_email,
        recipient_kind="customer",
        record_id=event.customer_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
