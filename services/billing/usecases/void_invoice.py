"""Ask for the money of an invoice no longer."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import uncredited, voided
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.ledger import write_down
from services.billing.usecases.close_page import close_page
from shared.database.session import Session
from shared.events.billing import InvoiceVoided
from shared.messaging.outbox import publish


def void_invoice(session: Session, *, workspace_id: UUID, invoice_id: UUID, reason: str, now: datetime) -> Invoice:
    """Voids it, and closes its payment page; raises `CannotVoid` while there is money of it.

    Money that is under way all the same goes back when it arrives. A deposit that counted towards it is there again.
    """
    invoice = lock_invoice(session, workspace_id, invoice_id)
    credit, unpaid = invoice.credited, invoice.amount_due
    if credit and invoice.received == 0:
        invoice.take_back_credit()
        write_down(session, workspace_id, uncredited(invoice, credit, now))
        unpaid += credit
    invoice.void()
    write_down(session, workspace_id, voided(invoice, unpaid, now))
    close_page(session, invoice=invoice)
    publish(
        session,
        InvoiceVoided(
            workspace_id=workspace_id,
            invoice_id=invoice.id,
            number=invoice.number,
            customer_id=invoice.customer_id,
            reason=reason,
        ),
    )
    return invoice
