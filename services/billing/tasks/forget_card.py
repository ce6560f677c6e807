"""Have Stripe forget a card that a customer has removed."""

from uuid import UUID

import structlog

from services.billing.domain.errors import StripeRefused
from services.billing.usecases.reach_stripe import reach_stripe
from shared.service import Context

log = structlog.get_logger()


def run(context: Context, *, workspace_id: str, account: str, method: str) -> None:
    """Once it is done, it is done; one that Stripe does not know any more is forgotten already."""
    with context.database.read() as session:
        workspace, adapters = UUID(workspace_id), context.adapters
        try:
            stripe = reach_stripe(session, workspace_id=workspace, account=account, adapters=adapters)
        except StripeRefused:
            return
    try:
        stripe.forget_card(account, method)
    except StripeRefused as refused:
        log.info("card_forgotten_before", reason=refused.reason)
