"""Ask Stripe whether a workspace's account can take payments."""

from uuid import UUID

from services.billing.domain.errors import StripeKeyLost, StripeKeyRefused, StripeRefused
from services.billing.domain.stripe_facts import AccountState
from services.billing.queries.stripe_accounts import account_of, lock_account
from services.billing.queries.stripe_keys import key_of
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from services.billing.usecases.reach_stripe import reach_stripe
from shared.clock import utc_now
from shared.service import Context


def run(context: Context, *, workspace_id: str) -> None:
    """An account that was taken from us, or that Stripe has stopped, takes none."""
    workspace = UUID(workspace_id)
    with context.database.read() as session:
        account = account_of(session, workspace)
        own = account is not None and key_of(session, workspace, account.stripe_account_id) is not None
    if account is None:
        return
    name = account.stripe_account_id
    try:
        with context.database.read() as session:
            stripe = reach_stripe(session, workspace_id=workspace, account=name, adapters=context.adapters)
        state = stripe.account(name)
    except StripeRefused:
        state = AccountState(name, charges_enabled=False, disabled_reason="deauthorized")
    except (StripeKeyRefused, StripeKeyLost):
        if not own:
            raise  # the platform's key: no account can be blamed for it
        state = AccountState(name, charges_enabled=False, disabled_reason="key_refused")
    with context.database.begin() as session:
        # The owner may have connected another account while Stripe was asked about this one.
        current = lock_account(session, workspace)
        if current is None or current.stripe_account_id != state.id or current.left_at is not None:
            return
        connect_stripe_account(session, workspace_id=workspace, state=state, now=utc_now())
