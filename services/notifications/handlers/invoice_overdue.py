"""An invoice is overdue: its customer is reminded."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.database.session import Session
from shared.events.billing import InvoiceOverdue

_TOLD = {"customer_name", "number", "kind", "title", "currency", "amount_due", "due_on", "days_overdue", "link"}


def handle(session: Session, event: InvoiceOverdue) -> None:
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="invoice_overdue",
        email=event.customer_email,
        phone=event.customer_phone,
        copies=CopiesOf(customer_id=event.customer_id, page="invoices"),
        record_id=event.invoice_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
