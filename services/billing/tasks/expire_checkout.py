"""Close a payment page, so that nobody can begin to pay on it."""

from contextlib import suppress
from uuid import UUID

from services.billing.domain.errors import StripeRefused
from services.billing.queries.checkouts import checkout_of
from services.billing.tasks import open_checkout, sync_checkout
from services.billing.usecases.reach_stripe import reach_stripe
from shared.errors import Conflict
from shared.service import Context


def run(context: Context, *, workspace_id: str, checkout_id: str) -> None:
    """What was paid before it could be closed is found out; raises `StripeUnreachable` where it may still be open."""
    workspace, payment = UUID(workspace_id), UUID(checkout_id)
    with context.database.read() as session:
        checkout = checkout_of(session, workspace, payment)
    if checkout.status == "creating":
        # Whether its session exists is known only once it has been asked for again: to be closed it has to be.
        try:
            open_checkout.run(context, workspace_id=workspace_id, checkout_id=checkout_id)
        except Conflict:
            return
        with context.database.read() as session:
            checkout = checkout_of(session, workspace, payment)
    if checkout.session_id is None or not checkout.may_be_open:
        return
    # Refused when it is not open any more: paid, perhaps, a moment ago.
    with suppress(StripeRefused):
        with context.database.read() as session:
            account, adapters = checkout.stripe_account_id, context.adapters
            stripe = reach_stripe(session, workspace_id=workspace, account=account, adapters=adapters)
        stripe.expire_session(account, checkout.session_id)
    sync_checkout.run(context, workspace_id=workspace_id, checkout_id=checkout_id)
