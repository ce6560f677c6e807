"""An invoice asks for something else, and so does what reminds of it."""

from services.notifications.usecases.follow_invoice import follow_invoice
from shared.database.session import Session
from shared.events.billing import InvoiceChanged


def handle(session: Session, event: InvoiceChanged) -> None:
    follow_invoice(
        session,
        workspace_id=event.workspace_id,
        invoice_id=event.invoice_id,
        customer_id=event.customer_id,
        currency=event.currency,
        amount=event.total,
        at=event.envelope.time,
    )
