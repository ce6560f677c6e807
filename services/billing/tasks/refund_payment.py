"""Give back money: what was not due to the business, and what the office gives back."""

from uuid import UUID

import structlog

from services.billing.domain.errors import StripeFaulted, StripeRefused, StripeUnreachable
from services.billing.domain.stripe_facts import RefundOrder
from services.billing.queries.checkouts import checkout_of
from services.billing.queries.reversals import refunds_due
from services.billing.tasks import sync_reversals
from services.billing.usecases.ask_refunds import ask_refunds
from services.billing.usecases.put_off_refund import put_off_refund
from services.billing.usecases.reach_stripe import reach_stripe
from services.billing.usecases.refuse_refund import refuse_refund
from shared.clock import utc_now
from shared.service import Context

log = structlog.get_logger()

_DONE_BEFORE = "charge_already_refunded"


def run(context: Context, *, workspace_id: str, checkout_id: str) -> None:
    """Gives back each once, however often it runs, and finds out how all of them are getting on.

    Where Stripe gives no answer nothing changes, and the sweep tries again.
    """
    workspace, payment = UUID(workspace_id), UUID(checkout_id)
    with context.database.read() as session:
        doubtful = any(one.may_be_made(utc_now()) for one in refunds_due(session, workspace, payment))
    # One that Stripe has made under another key, or longer ago than it keeps keys, would be made twice.
    if doubtful and not sync_reversals.look(context, workspace_id=workspace_id, checkout_id=checkout_id):
        return
    with context.database.begin() as session:
        orders = ask_refunds(session, workspace_id=workspace, checkout_id=payment, now=utc_now())
    with context.database.read() as session:
        account = checkout_of(session, workspace, payment).stripe_account_id
    for order in orders:
        _give_back(context, workspace, account, order)
    sync_reversals.run(context, workspace_id=workspace_id, checkout_id=checkout_id)


def _give_back(context: Context, workspace_id: UUID, account: str, order: RefundOrder) -> None:
    refund_id = UUID(order.reference)
    try:
        with context.database.read() as session:
            stripe = reach_stripe(session, workspace_id=workspace_id, account=account, adapters=context.adapters)
        stripe.refund(account, order)
    except StripeRefused as refused:
        if refused.reason == _DONE_BEFORE and order.amount is None:
            return  # by us before a crash, or by somebody else: what is there now, Stripe's list tells
        log.exception("refund_refused", refund_id=order.reference, reason=refused.reason)
        with context.database.begin() as session:
            refuse_refund(session, workspace_id=workspace_id, refund_id=refund_id, why=refused.message, now=utc_now())
    except StripeUnreachable as error:
        faulted = isinstance(error, StripeFaulted)
        with context.database.begin() as session:
            put_off_refund(session, workspace_id=workspace_id, refund_id=refund_id, faulted=faulted, now=utc_now())
