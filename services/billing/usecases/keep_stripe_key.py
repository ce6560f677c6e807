"""Keep a workspace's own key of Stripe."""

from datetime import datetime
from uuid import UUID

from services.billing.adapters.vault import Vault
from services.billing.domain.stripe_facts import AccountState, WebhookEndpoint
from services.billing.domain.stripe_key import StripeKey
from services.billing.queries.stripe_accounts import lock_account
from services.billing.queries.stripe_keys import key_of
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from services.billing.usecases.leave_stripe_account import leave_stripe_account
from shared.database.session import Session

_HINT = 4


def keep_stripe_key(
    session: Session,
    *,
    workspace_id: UUID,
    state: AccountState,
    secret_key: str,
    webhook_token: str,
    endpoint: WebhookEndpoint | None,
    vault: Vault,
    now: datetime,
) -> StripeKey:
    """The workspace is paid on the key's account, and not on another any more; the key is readable by nobody.

    `endpoint` is the webhook that was made for it, None where the one there is goes on. Raises `StripeAccountTaken`.
    """
    before = lock_account(session, workspace_id)
    if before is not None and before.stripe_account_id != state.id:
        leave_stripe_account(session, workspace_id=workspace_id, now=now)
    key = key_of(session, workspace_id, state.id)
    if key is None:
        key = StripeKey(
            workspace_id=workspace_id,
            stripe_account_id=state.id,
            hint="",
            livemode=False,
            webhook_token=webhook_token,
            created_at=now,
        )
        session.add(key)
    key.hint, key.livemode, key.left_at = secret_key[-_HINT:], "_live_" in secret_key, None
    key.sealed = vault.seal(secret_key, about=key.about)
    if endpoint is not None:
        key.listen(endpoint.id, vault.seal(endpoint.secret or "", about=key.about))
    connect_stripe_account(session, workspace_id=workspace_id, state=state, now=now)
    return key
