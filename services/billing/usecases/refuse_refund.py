"""Close a refund that Stripe will not make: a person has to see to it."""

from datetime import datetime
from uuid import UUID

from services.billing.queries.checkouts import lock_payment
from services.billing.queries.reversals import refund_of, refunds_of
from shared.database.session import Session
from shared.events.billing import RefundFailed
from shared.messaging.outbox import publish


def refuse_refund(session: Session, *, workspace_id: UUID, refund_id: UUID, why: str, now: datetime) -> None:
    """No money has moved; the office is told."""
    refund = refund_of(session, workspace_id, refund_id)
    if refund.checkout_id is None or refund.status != "due":
        return
    invoice, checkout = lock_payment(session, workspace_id, refund.checkout_id)
    refund.refused(why, now)
    session.flush()
    checkout.learn_refunds(refunds_of(session, workspace_id, invoice.id), now)
    publish(
        session,
        RefundFailed(
            workspace_id=workspace_id,
            payment_id=checkout.id,
            invoice_id=invoice.id,
            invoice_number=invoice.number,
            customer_name=invoice.customer_name,
            currency=refund.currency,
            amount=refund.amount,
            reason=why,
        ),
    )
