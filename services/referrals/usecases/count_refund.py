"""Count what has gone back to a customer."""

from uuid import UUID

from services.referrals.queries.customers import has_paid, lock_paid_invoice
from services.referrals.queries.referrals import lock_won
from services.referrals.usecases.reverse_rewards import reverse_rewards
from shared.database.session import Session


def count_refund(session: Session, *, workspace_id: UUID, invoice_id: UUID, amount: int) -> None:
    """Takes it from what the customer is worth; once nothing has stayed, the rewards of their referral are taken back."""
    invoice = lock_paid_invoice(session, workspace_id, invoice_id)
    if invoice is None:
        return
    invoice.refunded = min(invoice.total, invoice.refunded + amount)
    session.flush()
    referral = lock_won(session, workspace_id, invoice.customer_id)
    if referral is not None and not has_paid(session, workspace_id, invoice.customer_id):
        reverse_rewards(session, workspace_id=workspace_id, referral_id=referral.id, reason="refunded")
