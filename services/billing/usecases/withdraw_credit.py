"""Take back the credit of a reward that was not earned after all."""

from datetime import datetime
from uuid import UUID

from services.billing.queries.credits import credit_of_reward, lock_credits, uses_of_credit
from services.billing.queries.invoices import lock_invoices
from services.billing.usecases.return_credits import return_credits
from shared.database.session import Session


def withdraw_credit(session: Session, *, workspace_id: UUID, reward_id: UUID, now: datetime) -> None:
    """Invoices that are still open ask for the money again; those that are settled stay so.

    What has paid for those is set off against the customer's other credits.
    """
    credit = credit_of_reward(session, workspace_id, reward_id)
    if credit is None:
        return
    invoices = lock_invoices(session, workspace_id, estimate_id=None, customer_id=credit.customer_id)
    lock_credits(session, workspace_id, credit.customer_id, credit.currency)
    credit.reverse(now)
    uses = uses_of_credit(session, workspace_id, credit.id)
    for invoice in invoices:
        if invoice.takes_money:
            mine = [use for use in uses if use.invoice_id == invoice.id]
            return_credits(session, invoice=invoice, uses=mine, now=now)
