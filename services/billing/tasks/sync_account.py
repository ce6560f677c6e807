"""Ask Stripe whether a workspace's account can take payments."""

from uuid import UUID

from services.billing.domain.errors import StripeRefused
from services.billing.domain.stripe_facts import AccountState
from services.billing.queries.stripe_accounts import account_of, lock_account
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from shared.clock import utc_now
from shared.service import Context


def run(context: Context, *, workspace_id: str) -> None:
    """An account that was taken from us, or that Stripe has stopped, takes none."""
    workspace = UUID(workspace_id)
    with context.database.read() as session:
        account = account_of(session, workspace)
    if account is None:
        return
    try:
        state = context.adapters.stripe.account(account.stripe_account_id)
    except StripeRefused:
        state = AccountState(account.stripe_account_id, charges_enabled=False)
    with context.database.begin() as session:
        # The owner may have connected another account while Stripe was asked about this one.
        current = lock_account(session, workspace)
        if current is None or current.stripe_account_id != state.id:
            return
        connect_stripe_account(session, workspace_id=workspace, state=state, now=utc_now())
