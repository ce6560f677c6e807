"""Have a deposit that has just come count towards the invoice of the work, where there is one already."""

from datetime import datetime

from services.billing.domain.invoice import Invoice
from services.billing.queries.agreements import invoice_of_work
from services.billing.queries.invoices import lock_invoice
from services.billing.usecases.credit_deposit import credit_deposit
from shared.database.session import Session


def pass_on_deposit(session: Session, *, deposit: Invoice, now: datetime) -> None:
    """Nothing happens to a draft: it takes in the deposit when it is issued."""
    if deposit.kind != "deposit" or deposit.estimate_id is None:
        return
    session.flush()
    whole = invoice_of_work(session, deposit.workspace_id, deposit.estimate_id)
    if whole is None:
        return
    invoice = lock_invoice(session, deposit.workspace_id, whole.id)
    credit_deposit(session, workspace_id=deposit.workspace_id, invoice=invoice, now=now)
