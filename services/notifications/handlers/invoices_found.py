"""Somebody has looked up what they owe: all of it goes to the address on file, in one message."""

from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.billing import InvoicesFound


def handle(session: Session, event: InvoicesFound) -> None:
    names = sorted({invoice.customer_name for invoice in event.invoices})
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.lookup_id,
        template="invoices_found",
        recipient=event.customer_email,
        recipient_kind="customer",
        record_id=None,
        context=event.model_dump(mode="json", include={"invoices"}) | {"customer_names": names},
    )
