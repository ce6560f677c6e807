"""Charge a saved card, as its holder has agreed."""

from contextlib import suppress
from uuid import UUID

from services.billing.adapters.stripe_calls import StripeCalls
from services.billing.domain.errors import StripeRefused
from services.billing.queries.checkouts import checkout_of, lock_payment
from services.billing.queries.saved_cards import card_of
from services.billing.tasks import expire_checkout, open_checkout, sync_checkout
from services.billing.usecases.reach_stripe import reach_stripe
from shared.clock import utc_now
from shared.errors import Conflict
from shared.service import Context


def run(context: Context, *, workspace_id: str, checkout_id: str) -> None:
    """In two steps, like a page that is opened and then paid: until the second nothing is charged, and it can be closed.

    Run again after a crash it asks for the same charge, which Stripe makes once. A card that is declined, or whose bank
    wants its holder there, has failed: the customer is reminded, and the office told.
    """
    record = {"workspace_id": workspace_id, "checkout_id": checkout_id}
    try:
        open_checkout.run(context, **record)
    except Conflict:
        return  # Stripe has refused it, and the payment has been given up
    if not _still_agreed(context, UUID(workspace_id), UUID(checkout_id)):
        expire_checkout.run(context, **record)
        return
    with context.database.read() as session:
        checkout = checkout_of(session, UUID(workspace_id), UUID(checkout_id))
        account = checkout.stripe_account_id
        stripe = reach_stripe(session, workspace_id=UUID(workspace_id), account=account, adapters=context.adapters)
    if checkout.status != "open" or checkout.session_id is None:
        return
    with suppress(StripeRefused):  # what has become of it, asking tells
        stripe.confirm_payment(account, checkout.session_id, f"{checkout.idempotency_key}-confirm")
    sync_checkout.run(context, **record)
    _close_failed(context, stripe, UUID(workspace_id), UUID(checkout_id))


def _close_failed(context: Context, stripe: StripeCalls, workspace_id: UUID, checkout_id: UUID) -> None:
    """What has failed cannot be tried again behind our back."""
    with context.database.read() as session:
        checkout = checkout_of(session, workspace_id, checkout_id)
    if checkout.status == "failed" and checkout.session_id is not None:
        with suppress(StripeRefused):
            stripe.expire_session(checkout.stripe_account_id, checkout.session_id)


def _still_agreed(context: Context, workspace_id: UUID, checkout_id: UUID) -> bool:
    """Whether it is still owed, and may still be charged: both may have changed since it was planned."""
    with context.database.begin() as session:
        invoice, checkout = lock_payment(session, workspace_id, checkout_id)
        card = card_of(session, workspace_id, invoice.customer_id)
        checkout.take_over(utc_now())
        owed = invoice.takes_money and invoice.amount_due == checkout.amount and not invoice.disputed
        return owed and card is not None and card.may_be_charged(checkout.stripe_account_id)
