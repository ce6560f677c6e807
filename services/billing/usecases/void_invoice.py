"""Ask for the money of an invoice no longer."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import uncredited, voided
from services.billing.queries.credits import uses_of_all
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.ledger import write_down
from services.billing.usecases.close_page import close_page
from services.billing.usecases.return_credits import return_credits
from shared.database.session import Session
from shared.events.billing import InvoiceVoided
from shared.messaging.outbox import publish


def void_invoice(session: Session, *, workspace_id: UUID, invoice_id: UUID, reason: str, now: datetime) -> Invoice:
    """Voids it, and closes its payment page; raises `CannotVoid` while there is money of it.

    Money that is under way all the same goes back when it arrives. What a deposit or rewards paid of it is there again.
    """
    invoice = lock_invoice(session, workspace_id, invoice_id)
    if invoice.received == 0:
        _take_back_credits(session, invoice, now)
    unpaid = invoice.amount_due
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


def _take_back_credits(session: Session, invoice: Invoice, now: datetime) -> None:
    if invoice.credited:
        credit = invoice.credited
        invoice.take_back_credit()
        write_down(session, invoice.workspace_id, uncredited(invoice, credit, now))
    uses = uses_of_all(session, invoice.workspace_id, [invoice.id])
    return_credits(session, invoice=invoice, uses=[use for use in uses if use.taken_back_at is None], now=now)
