"""Close a payment that has no page anybody could pay on."""

from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.checkout_states import may_follow
from services.billing.queries.checkouts import lock_payment
from shared.database.session import Session

log = structlog.get_logger()


def give_up_checkout(session: Session, *, workspace_id: UUID, checkout_id: UUID, reason: str, now: datetime) -> None:
    """The invoice can be paid by another attempt; nothing happens to a payment that has moved on meanwhile."""
    _, checkout = lock_payment(session, workspace_id, checkout_id)
    if may_follow(checkout.status, "expired"):
        checkout.give_up(reason, now)
        # Not the reason: it is Stripe's sentence, which may quote what the customer typed.
        log.warning("checkout_given_up", payment_id=str(checkout_id), attempt=checkout.attempt)
