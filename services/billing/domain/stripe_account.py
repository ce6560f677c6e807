"""The Stripe account a workspace is paid on: a projection of what Stripe says, with the moment it was asked."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.stripe_facts import AccountState
from shared.database.types import Json

Readiness = Literal["connected", "not_ready", "not_connected"]


class StripeAccount(Base, kw_only=True):
    """One account, one workspace: a webhook names nothing but the account, and that has to tell whose it is."""

    __tablename__ = "stripe_accounts"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    stripe_account_id: Mapped[str] = mapped_column(unique=True)
    charges_enabled: Mapped[bool]
    checked_at: Mapped[datetime]
    reconciled_at: Mapped[datetime | None] = mapped_column(default=None)
    """Until when what Stripe lists has been compared with the books."""
    missing: Mapped[list[str] | None] = mapped_column(Json, default=None)
    """What Stripe still asks for, by its own names."""
    disabled_reason: Mapped[str | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the business is not paid on it any more: it stays the business's, and can be come back to."""

    def learn(self, state: AccountState, now: datetime) -> bool:
        """Takes over what Stripe says; whether anything is different from before."""
        before = (self.stripe_account_id, self.charges_enabled, self.left_at)
        if self.stripe_account_id != state.id:
            self.reconciled_at = None
        self.stripe_account_id, self.charges_enabled, self.checked_at = state.id, state.charges_enabled, now
        self.missing, self.disabled_reason, self.left_at = list(state.missing) or None, state.disabled_reason, None
        return before != (state.id, state.charges_enabled, None)

    def leave(self, now: datetime) -> None:
        """Nothing is paid on it from now on."""
        self.left_at, self.charges_enabled = now, False


def readiness(account: StripeAccount | None) -> Readiness:
    """Whether payments can be taken online: not without an account, not before Stripe has enabled it."""
    if account is None or account.left_at is not None:
        return "not_connected"
    return "connected" if account.charges_enabled else "not_ready"
