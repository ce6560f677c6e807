"""Open the payment page that was reserved, at Stripe."""

from uuid import UUID

from services.billing.domain.errors import (
    NotPayable,
    PaymentsNotConnected,
    StripeAccountGone,
    StripeFaulted,
    StripeKeyRefused,
    StripeRefused,
    StripeUnreachable,
)
from services.billing.queries.checkouts import checkout_of, lock_payment
from services.billing.queries.invoices import invoice_of
from services.billing.usecases.give_up_checkout import give_up_checkout
from services.billing.usecases.reach_stripe import reach_stripe
from services.billing.usecases.record_session import record_session
from shared.clock import utc_now
from shared.messaging.outbox import enqueue
from shared.service import Context


def run(context: Context, *, workspace_id: str, checkout_id: str) -> None:
    """Whoever reserved it does this, and after a crash somebody else: Stripe gives both the same session.

    Raises `NotPayable` or `PaymentsNotConnected` where Stripe refuses, and `StripeUnreachable` where it gives no answer.
    """
    workspace, payment = UUID(workspace_id), UUID(checkout_id)
    with context.database.read() as session:
        checkout = checkout_of(session, workspace, payment)
        order = checkout.order(invoice_of(session, workspace, checkout.invoice_id))
    if checkout.status != "creating":
        return
    try:
        with context.database.read() as session:
            stripe = reach_stripe(session, workspace_id=workspace, account=order.account, adapters=context.adapters)
        opened = stripe.create_session(order)
    except StripeRefused as refused:
        _refused(context, workspace, payment, refused)
    except StripeFaulted as fault:
        # Stripe repeats a fault for the same key: the next attempt gets another one.
        _give_up(context, workspace, payment, fault.message)
        raise
    except StripeUnreachable as error:
        with context.database.begin() as session:
            lock_payment(session, workspace, payment)[1].let_go(utc_now())
            if isinstance(error, StripeKeyRefused):
                enqueue(session, "billing.sync_account", workspace_id=workspace_id)
        raise
    else:
        with context.database.begin() as session:
            record_session(session, workspace_id=workspace, checkout_id=payment, opened=opened, now=utc_now())


def _give_up(context: Context, workspace_id: UUID, checkout_id: UUID, reason: str) -> None:
    with context.database.begin() as session:
        give_up_checkout(session, workspace_id=workspace_id, checkout_id=checkout_id, reason=reason, now=utc_now())


def _refused(context: Context, workspace_id: UUID, checkout_id: UUID, refused: StripeRefused) -> None:
    _give_up(context, workspace_id, checkout_id, refused.message)
    if isinstance(refused, StripeAccountGone) or refused.reason == "account_invalid":
        with context.database.begin() as session:
            enqueue(session, "billing.sync_account", workspace_id=str(workspace_id))
        raise PaymentsNotConnected("This business cannot take payments online at the moment. Ask it how to pay.")
    if refused.reason in {"amount_too_small", "amount_too_large"}:
        size = refused.reason.removeprefix("amount_too_")
        raise NotPayable(f"The amount is too {size} to be paid online. Ask the business how to pay another way.")
    raise NotPayable("This cannot be paid online at the moment. Ask the business how to pay another way.") from refused
