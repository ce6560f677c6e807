"""Have a workspace paid on a Stripe account, and keep up with whether that works."""

from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.errors import StripeAccountTaken
from services.billing.domain.stripe_account import StripeAccount
from services.billing.domain.stripe_facts import AccountState
from services.billing.queries.stripe_accounts import lock_account, owner_of
from shared.database.session import Session
from shared.events.billing import StripeAccountChanged
from shared.messaging.outbox import publish

log = structlog.get_logger()


def connect_stripe_account(
    session: Session, *, workspace_id: UUID, state: AccountState, now: datetime
) -> StripeAccount:
    """The workspace is paid on the account, as Stripe says it is; told when anything about it has changed.

    Raises `StripeAccountTaken`: webhooks name an account only, so two workspaces cannot share one, and none takes over
    what was made for another.
    """
    owner = owner_of(session, state.id)
    if owner not in {None, workspace_id} or state.workspace not in {None, str(workspace_id)}:
        raise StripeAccountTaken(f"{state.id} is connected to another workspace. Use an account of your own.")
    account = lock_account(session, workspace_id)
    if account is None:
        account = StripeAccount(
            workspace_id=workspace_id,
            stripe_account_id=state.id,
            charges_enabled=state.charges_enabled,
            checked_at=now,
            missing=list(state.missing) or None,
            disabled_reason=state.disabled_reason,
        )
        session.add(account)
    elif not account.learn(state, now):
        return account
    log.info("stripe_account_changed", account=state.id, charges_enabled=state.charges_enabled)
    changed = StripeAccountChanged(
        workspace_id=workspace_id,
        stripe_account_id=state.id,
        charges_enabled=state.charges_enabled,
    )
    publish(session, changed)
    return account
