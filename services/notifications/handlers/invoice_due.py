"""A customer is to get the link of an invoice, such as a fresh one for one that had expired."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.usecases.follow_invoice import follow_invoice
from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.database.session import Session
from shared.events.billing import InvoiceDue

_TOLD = {"customer_name", "number", "kind", "title", "currency", "amount_due", "due_on", "link", "cause"}


def handle(session: Session, event: InvoiceDue) -> None:
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="invoice_due",
        email=event.customer_email,
        phone=event.customer_phone,
        copies=CopiesOf(customer_id=event.customer_id, page="invoices"),
        channel=event.channel,
        record_id=event.invoice_id,
        context=event.model_dump(mode="json", include=_TOLD) | {"by_hand": event.channel is not None},
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
