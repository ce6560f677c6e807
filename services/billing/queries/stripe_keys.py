"""Workspaces' own keys of Stripe."""

from uuid import UUID

from sqlalchemy import select

from services.billing.domain.stripe_account import StripeAccount
from services.billing.domain.stripe_key import StripeKey
from services.billing.queries.stripe_accounts import account_of
from shared.database.session import Session


def key_of(session: Session, workspace_id: UUID, account: str) -> StripeKey | None:
    """The workspace's own key of the account, also one that it has left."""
    return session.get(StripeKey, (workspace_id, account))


def key_of_webhook(session: Session, token: str) -> StripeKey | None:
    """The one key, of all workspaces', whose webhooks are sent to this address."""
    return session.scalars(select(StripeKey).where(StripeKey.webhook_token == token)).one_or_none()


def kept_keys(session: Session) -> list[StripeKey]:
    """The keys, of all workspaces, that can still be used: only the sweep asks this."""
    return list(session.scalars(select(StripeKey).where(StripeKey.sealed.is_not(None))))


def account_in_use(session: Session, workspace_id: UUID, *, platform: bool) -> StripeAccount | None:
    """The account the workspace is paid on, as far as there is a key for it: its own, or that of a `platform`."""
    account = account_of(session, workspace_id)
    if account is None or platform:
        return account
    key = key_of(session, workspace_id, account.stripe_account_id)
    return account if key is not None and key.sealed is not None else None
