"""A customer owes money: a follow-up to their job may remind them."""

from services.notifications.usecases.follow_invoice import follow_invoice
from shared.database.session import Session
from shared.events.billing import InvoiceIssued


def handle(session: Session, event: InvoiceIssued) -> None:
    follow_invoice(
        session,
        workspace_id=event.workspace_id,
        invoice_id=event.invoice_id,
        customer_id=event.customer_id,
        currency=event.currency,
        amount=event.total,
        at=event.envelope.time,
    )
