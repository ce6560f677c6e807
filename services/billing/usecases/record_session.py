"""Record that Stripe has opened a payment page, or why it has not."""

from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.stripe_facts import CheckoutSession
from services.billing.queries.checkouts import lock_payment
from shared.database.session import Session
from shared.events.billing import PaymentStarted
from shared.messaging.outbox import enqueue, publish

log = structlog.get_logger()


def record_session(
    session: Session, *, workspace_id: UUID, checkout_id: UUID, opened: CheckoutSession, now: datetime
) -> None:
    """The payment is open at `opened`; recorded by two at once, or late, it is open once or closed again."""
    invoice, checkout = lock_payment(session, workspace_id, checkout_id)
    first = checkout.opened(opened, now)
    if not checkout.is_live or not invoice.takes_money:
        enqueue(session, "billing.expire_checkout", workspace_id=str(workspace_id), checkout_id=str(checkout_id))
    if not first:
        return
    log.info("checkout_opened", invoice_id=str(invoice.id), payment_id=str(checkout.id), attempt=checkout.attempt)
    publish(
        session,
        PaymentStarted(
            workspace_id=workspace_id,
            payment_id=checkout.id,
            invoice_id=invoice.id,
            currency=checkout.currency,
            amount=checkout.amount,
        ),
    )
