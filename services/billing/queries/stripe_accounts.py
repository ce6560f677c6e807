"""The Stripe accounts of workspaces."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.stripe_account import StripeAccount
from shared.database.session import Session


def account_of(session: Session, workspace_id: UUID) -> StripeAccount | None:
    """The account the workspace is paid on."""
    account = last_account(session, workspace_id)
    return account if account is not None and account.left_at is None else None


def last_account(session: Session, workspace_id: UUID) -> StripeAccount | None:
    """The account the workspace is paid on, or was before it left."""
    return session.get(StripeAccount, workspace_id)


def lock_account(session: Session, workspace_id: UUID) -> StripeAccount | None:
    """The account the workspace is paid on, or was, held until the transaction ends."""
    mine = StripeAccount.workspace_id == workspace_id
    locked = select(StripeAccount).where(mine).with_for_update().execution_options(populate_existing=True)
    return session.scalars(locked).one_or_none()


def owner_of(session: Session, stripe_account_id: str) -> UUID | None:
    """The one workspace, of all workspaces, that is paid on the account: a webhook names nothing else."""
    mine = StripeAccount.stripe_account_id == stripe_account_id
    return session.scalars(select(StripeAccount.workspace_id).where(mine)).one_or_none()


def accounts_not_checked_since(session: Session, moment: datetime) -> list[UUID]:
    """Those, of all workspaces, whose account has not been looked at since: only the sweep asks this."""
    stale = StripeAccount.checked_at < moment, StripeAccount.left_at.is_(None)
    return list(session.scalars(select(StripeAccount.workspace_id).where(*stale)))


def all_accounts(session: Session) -> list[UUID]:
    """The workspaces, of all workspaces, that are paid on an account: only the reconciliation asks this."""
    connected = select(StripeAccount.workspace_id).where(StripeAccount.left_at.is_(None))
    return list(session.scalars(connected.order_by(StripeAccount.workspace_id)))
