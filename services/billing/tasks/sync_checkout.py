"""Ask Stripe what has become of a payment: the one way in which anything about it is believed."""

from uuid import UUID

import structlog

from services.billing.domain.errors import StripeRefused, StripeUnreachable
from services.billing.queries.checkouts import checkout_of, lock_payment
from services.billing.tasks import open_checkout, sync_reversals
from services.billing.usecases.give_up_checkout import give_up_checkout
from services.billing.usecases.reach_stripe import reach_stripe
from services.billing.usecases.settle_checkout import settle_checkout
from shared.clock import utc_now
from shared.errors import Conflict
from shared.service import Context

log = structlog.get_logger()


def run(context: Context, *, workspace_id: str, checkout_id: str) -> None:
    """Called by a webhook, by the return page and by the sweep alike, once or often, in any order.

    Where Stripe gives no answer nothing changes, and the sweep asks again.
    """
    workspace, payment = UUID(workspace_id), UUID(checkout_id)
    try:
        _finish_opening(context, workspace, payment)
        _ask(context, workspace, payment)
    except StripeUnreachable as error:
        log.warning("payment_not_checked", payment_id=checkout_id, reason=error.code)
        with context.database.begin() as session:
            lock_payment(session, workspace, payment)[1].watch_soon(utc_now())


def _finish_opening(context: Context, workspace_id: UUID, checkout_id: UUID) -> None:
    """Whoever was opening the session has not come back: Stripe may have it, and somebody may have its address."""
    with context.database.read() as session:
        checkout = checkout_of(session, workspace_id, checkout_id)
    if checkout.status == "creating" and checkout.lease_until <= utc_now():
        try:
            open_checkout.run(context, workspace_id=str(workspace_id), checkout_id=str(checkout_id))
        except Conflict as refused:
            log.info("checkout_not_opened", payment_id=str(checkout_id), reason=refused.code)


def _ask(context: Context, workspace_id: UUID, checkout_id: UUID) -> None:
    with context.database.read() as session:
        checkout = checkout_of(session, workspace_id, checkout_id)
    if checkout.session_id is None:
        return
    if checkout.is_final:
        if checkout.next_check_at is not None:
            sync_reversals.run(context, workspace_id=str(workspace_id), checkout_id=str(checkout_id))
        return
    try:
        with context.database.read() as session:
            account, adapters = checkout.stripe_account_id, context.adapters
            stripe = reach_stripe(session, workspace_id=workspace_id, account=account, adapters=adapters)
        seen = stripe.session(account, checkout.session_id)
    except StripeRefused as refused:
        _unreadable(context, workspace_id, checkout_id, refused)
        return
    with context.database.begin() as session:
        settle_checkout(
            session,
            workspace_id=workspace_id,
            checkout_id=checkout_id,
            seen=seen,
            links=context.adapters.links,
            now=utc_now(),
        )
    if seen.given_back or seen.disputed:
        # Word of it may have come before that of the payment, when nobody knew whose it was.
        sync_reversals.run(context, workspace_id=str(workspace_id), checkout_id=str(checkout_id))


def _unreadable(context: Context, workspace_id: UUID, checkout_id: UUID, refused: StripeRefused) -> None:
    """The session is out of our sight, such as after the account was taken from us. Past its end nobody can pay it."""
    log.error("payment_unreadable", payment_id=str(checkout_id), reason=refused.reason)
    now = utc_now()
    with context.database.begin() as session:
        _, checkout = lock_payment(session, workspace_id, checkout_id)
        if checkout.expires_at < now and checkout.status == "open":
            give_up_checkout(
                session, workspace_id=workspace_id, checkout_id=checkout_id, reason=refused.message, now=now
            )
        else:
            checkout.watch(now)
