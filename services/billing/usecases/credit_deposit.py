"""Have the deposit count towards the invoice of the work."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import credited
from services.billing.queries.invoices import deposit_of, lock_invoice
from services.billing.queries.ledger import write_down
from services.billing.usecases.tell_paid import tell_paid
from services.billing.usecases.void_invoice import void_invoice
from shared.database.session import Session


def credit_deposit(session: Session, *, workspace_id: UUID, invoice: Invoice, now: datetime) -> None:
    """What is there of the deposit and not credited yet is; one that nobody has paid is asked for no longer."""
    if invoice.kind == "deposit" or invoice.estimate_id is None or not invoice.amount_due:
        return
    known = deposit_of(session, workspace_id, invoice.estimate_id)
    if known is None:
        return
    deposit = lock_invoice(session, workspace_id, known.id)
    amount = min(deposit.kept - invoice.credited, invoice.amount_due)
    if amount > 0:
        cause = f"invoice:{invoice.id}:deposit:{invoice.credited}"
        invoice.credit(amount, now)
        write_down(session, workspace_id, credited(invoice, amount, cause, now))
        if invoice.status == "paid":
            tell_paid(session, invoice=invoice, method="deposit", link=None, now=now)
    elif deposit.status == "outstanding" and not deposit.paid:
        reason = f"It is part of {invoice.number}."
        void_invoice(session, workspace_id=workspace_id, invoice_id=deposit.id, reason=reason, now=now)
