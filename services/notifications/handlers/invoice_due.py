"""A customer is to get the link of an invoice, such as a fresh one for one that had expired."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.usecases.follow_invoice import follow_invoice
from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.billing import InvoiceDue

_TOLD = {"customer_name", "number", "kind", "title", "currency", "amount_due", "due_on", "link", "cause"}


def handle(session: Session, event: InvoiceDue) -> None:
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="invoice_due",
        recipient=event.customer_email,
        recipient_kind="customer",
        copies=CopiesOf(customer_id=event.customer_id, page="invoices"),
        record_id=event.invoice_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
    follow_invoice(
        session,
        workspace_id=event.workspace_id,
        invoice_id=event.invoice_id,
        customer_id=event.customer_id,
        currency=event.currency,
        amount=event.amount_due,
        at=event.envelope.time,
        link=event.link,
    )
