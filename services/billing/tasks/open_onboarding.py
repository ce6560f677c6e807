"""Open Stripe's page on which a business makes or completes its account."""

from uuid import UUID

from services.billing.adapters.stripe_setup import StripeSetup
from services.billing.domain.errors import StripeConnected, StripeRefused
from services.billing.domain.stripe_account import StripeAccount
from services.billing.domain.stripe_facts import AccountOrder, AccountState
from services.billing.domain.workspace import Workspace
from services.billing.queries.stripe_accounts import last_account
from services.billing.queries.stripe_keys import key_of
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from shared.clock import utc_now
from shared.service import Context


def open_onboarding(context: Context, workspace_id: UUID, *, refresh_url: str, return_url: str) -> str:
    """Its address. The account is made once, and is the workspace's before anybody has been to that page.

    Raises `StripeConnected` where the workspace is paid by a key of its own, and `StripeNotConfigured`.
    """
    setup: StripeSetup = context.adapters.setup
    with context.database.read() as session:
        before = last_account(session, workspace_id)
        own = key_of(session, workspace_id, before.stripe_account_id) if before else None
        workspace = workspace_of(session, workspace_id)
    if own is not None and own.sealed is not None and own.left_at is None:
        raise StripeConnected("Stripe is connected by your own key. Disconnect it first.")
    account = before.stripe_account_id if before and own is None else None
    if account is None or (before is not None and before.left_at is not None):
        state = _again(context, account) or setup.create_account(_order(workspace_id, workspace, before))
        with context.database.begin() as session:
            connect_stripe_account(session, workspace_id=workspace_id, state=state, now=utc_now())
        account = state.id
    return setup.onboarding(account, refresh_url=refresh_url, return_url=return_url)


def _again(context: Context, account: str | None) -> AccountState | None:
    """The account that was left, where it can be come back to."""
    if account is None:
        return None
    try:
        found: AccountState = context.adapters.stripe.account(account)
    except StripeRefused:
        return None
    return found


def _order(workspace_id: UUID, workspace: Workspace | None, before: StripeAccount | None) -> AccountOrder:
    # Pressing twice makes one account, as does coming back after a crash; leaving one and coming back makes another.
    left = int(before.left_at.timestamp()) if before and before.left_at else 0
    return AccountOrder(
        workspace=str(workspace_id),
        business_name=workspace.company_name if workspace else None,
        email=workspace.contact_email if workspace else None,
        idempotency_key=f"account-{workspace_id}-{left}",
    )
