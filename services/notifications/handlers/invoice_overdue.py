"""An invoice is overdue: its customer is reminded."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.billing import InvoiceOverdue

_TOLD = {"customer_name", "number", "kind", "title", "currency", "amount_due", "due_on", "days_overdue", "link"}


def handle(session: Session, event: InvoiceOverdue) -> None:
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="invoice_overdue",
        recipient=event.customer_email,
        recipient_kind="customer",
        copies=CopiesOf(customer_id=event.customer_id, page="invoices"),
        record_id=event.invoice_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
