"""Find out what is to be given back of a payment."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.checkout import Checkout
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_amount import stripe_amount
from services.billing.domain.stripe_facts import RefundOrder
from services.billing.queries.checkouts import lock_payment
from services.billing.queries.reversals import refunds_due, refunds_of
from shared.database.session import Session


def ask_refunds(session: Session, *, workspace_id: UUID, checkout_id: UUID, now: datetime) -> list[RefundOrder]:
    """What Stripe is to be asked for; on the disk, idempotency key included, before anybody asks it."""
    invoice, checkout = lock_payment(session, workspace_id, checkout_id)
    known = [one for one in refunds_of(session, workspace_id, invoice.id) if one.checkout_id == checkout.id]
    if checkout.status == "refund_due" and not any(refund.is_open for refund in known):
        # An earlier release, still running beside this one, keeps no row of it.
        session.add(checkout.refund_by_itself(now))
        session.flush()
    due = refunds_due(session, workspace_id, checkout_id)
    return [_order(checkout, refund) for refund in due]


def _order(checkout: Checkout, refund: Refund) -> RefundOrder:
    return RefundOrder(
        payment_intent=checkout.payment_intent or "",
        idempotency_key=refund.idempotency_key,
        # What was not due goes back whole, whatever else of it went back before.
        amount=stripe_amount(refund.amount, refund.currency) if refund.was_due else None,
        duplicate=refund.cause == "duplicate",
        reference=str(refund.id),
    )
