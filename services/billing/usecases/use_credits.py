"""Have what a customer has been given pay for an invoice."""

from datetime import datetime

from services.billing.domain.credit import Credit
from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import rewarded
from services.billing.queries.credits import lock_credits
from services.billing.queries.ledger import write_down
from services.billing.usecases.close_page import close_page
from services.billing.usecases.tell_paid import tell_paid
from shared.database.session import Session
from shared.events.billing import InvoiceCredited
from shared.messaging.outbox import publish


def use_credits(session: Session, *, invoice: Invoice, now: datetime) -> None:
    """As much as is left and due, oldest first. The invoice is held; a payment page that asks for all of it is closed."""
    if not invoice.takes_credit:
        return
    known = lock_credits(session, invoice.workspace_id, invoice.customer_id, invoice.currency)
    # What is owed for rewards that were taken back comes off first.
    balance = sum(credit.left for credit in known)
    for credit in known:
        part = min(credit.left, balance, invoice.amount_due)
        if part > 0:
            balance -= part
            _use(session, credit, invoice, part, now)
    if invoice.status == "paid":
        tell_paid(session, invoice=invoice, method="credit", link=None, now=now)


def _use(session: Session, credit: Credit, invoice: Invoice, amount: int, now: datetime) -> None:
    use = credit.use(invoice, amount, now)
    session.add(use)
    write_down(session, invoice.workspace_id, rewarded(invoice, use))
    close_page(session, invoice=invoice)
    publish(
        session,
        InvoiceCredited(
            workspace_id=invoice.workspace_id,
            invoice_id=invoice.id,
            number=invoice.number,
            customer_id=invoice.customer_id,
            reward_id=credit.reward_id,
            currency=invoice.currency,
            amount=amount,
            amount_due=invoice.amount_due,
        ),
    )
