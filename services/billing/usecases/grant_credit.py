"""Give a customer the credit that a reward is redeemed as."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.invoice import Invoice
from services.billing.queries.credits import keep_credit
from services.billing.queries.invoices import lock_invoices
from services.billing.usecases.use_credits import use_credits
from shared.database.session import Session


def grant_credit(
    session: Session,
    *,
    workspace_id: UUID,
    reward_id: UUID,
    customer_id: UUID,
    currency: str,
    amount: int,
    invoice_id: UUID | None,
    now: datetime,
) -> None:
    """Once per reward: it pays for the invoice that is named, then for others that are open, due first.

    What is more than is due stays with the customer, for the invoices to come.
    """
    if not keep_credit(
        session,
        workspace_id,
        reward_id=reward_id,
        customer_id=customer_id,
        currency=currency,
        amount=amount,
        now=now,
    ):
        return

    def named_then_due(invoice: Invoice) -> tuple[bool, str, str]:
        return invoice.id != invoice_id, invoice.due_on.isoformat(), str(invoice.id)

    # All are held before any is paid, in the one order in which everybody holds them.
    for invoice in sorted(
        lock_invoices(session, workspace_id, estimate_id=None, customer_id=customer_id), key=named_then_due
    ):
        use_credits(session, invoice=invoice, now=now)
