"""Count what a customer has paid towards what they are worth."""

from datetime import datetime
from uuid import UUID

from services.referrals.domain.customer import PaidInvoice
from services.referrals.queries.customers import find_paid_invoice
from shared.database.session import Session
from shared.money import Money


def count_payment(
    session: Session, *, workspace_id: UUID, invoice_id: UUID, customer_id: UUID, total: Money, at: datetime
) -> None:
    """Counts the invoice once, however often it is told of: a refund may open it, to be paid again."""
    if find_paid_invoice(session, workspace_id, invoice_id) is None:
        paid = PaidInvoice(
            invoice_id=invoice_id,
            workspace_id=workspace_id,
            customer_id=customer_id,
            currency=total.currency,
            total=total.minor,
            paid_at=at,
        )
        session.add(paid)
