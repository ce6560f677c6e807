"""An estimate has been sent: the customer gets its link."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.usecases.follow_progress import follow_progress
from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.quotes import EstimateSent

_KEPT = {"number", "title", "kind", "customer_name", "customer_email", "link", "expires_on"}
_TOLD = {"customer_name", "number", "title", "kind", "link", "currency", "total_from", "expires_on", "cause"}


def handle(session: Session, event: EstimateSent) -> None:
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="estimate_sent",
        channel=event.channel,
        recipient=event.customer_email if event.channel == "email" else event.customer_phone,
        recipient_kind="customer",
        copies=CopiesOf(customer_id=event.customer_id, page="estimates"),
        record_id=event.estimate_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
    follow_progress(
        session,
        workspace_id=event.workspace_id,
        estimate_id=event.estimate_id,
        # A customer who asks for a fresh link has not been sent anything anew.
        what="sent" if event.cause == "sent" else "linked",
        at=event.envelope.time,
        sent=event.model_dump(
            mode="json",
            include=_KEPT | ({"customer_phone"} if event.channel == "sms" or not event.customer_email else set()),
        ),
    )
