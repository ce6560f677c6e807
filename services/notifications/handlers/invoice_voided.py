"""The office no longer asks for the money, and nothing reminds of it."""

from services.notifications.usecases.follow_invoice import follow_invoice
from shared.database.session import Session
from shared.events.billing import InvoiceVoided


def handle(session: Session, event: InvoiceVoided) -> None:
    follow_invoice(
        session,
        workspace_id=event.workspace_id,
        invoice_id=event.invoice_id,
        customer_id=event.customer_id,
        currency="",
        amount=0,
        at=event.envelope.time,
    )
