"""Ask Stripe what has become of money that had come: what went back, and what a bank has taken."""

from uuid import UUID

import structlog

from services.billing.domain.errors import StripeAccountGone, StripeRefused, StripeUnreachable
from services.billing.queries.checkouts import checkout_of, lock_payment
from services.billing.usecases.reach_stripe import reach_stripe
from services.billing.usecases.record_reversals import record_reversals
from shared.clock import utc_now
from shared.service import Context

log = structlog.get_logger()


def run(context: Context, *, workspace_id: str, checkout_id: str) -> None:
    """Called by webhooks, by whoever has made a refund, and by sweeps; where Stripe gives no answer nothing changes."""
    look(context, workspace_id=workspace_id, checkout_id=checkout_id)


def look(context: Context, *, workspace_id: str, checkout_id: str) -> bool:
    """The same; False where Stripe gave no answer, so that it may have more than we know."""
    workspace, payment = UUID(workspace_id), UUID(checkout_id)
    with context.database.read() as session:
        checkout = checkout_of(session, workspace, payment)
    if not checkout.has_money or checkout.payment_intent is None:
        return True
    account, whose = checkout.stripe_account_id, (checkout.stripe_account_id, checkout.payment_intent)
    try:
        with context.database.read() as session:
            stripe = reach_stripe(session, workspace_id=workspace, account=account, adapters=context.adapters)
        refunds, disputes = stripe.refunds(*whose), stripe.disputes(*whose)
    except (StripeUnreachable, StripeRefused) as error:
        log.warning("reversals_not_checked", payment_id=checkout_id, reason=error.code)
        with context.database.begin() as session:
            _, held = lock_payment(session, workspace, payment)
            # What is out of our sight does not come back into it by being asked for every minute.
            held.watch(utc_now()) if isinstance(error, StripeAccountGone) else held.watch_soon(utc_now())
        return isinstance(error, StripeRefused)
    with context.database.begin() as session:
        record_reversals(
            session,
            workspace_id=workspace,
            checkout_id=payment,
            refunds=refunds,
            disputes=disputes,
            now=utc_now(),
        )
    return True
