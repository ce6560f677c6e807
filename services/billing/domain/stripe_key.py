"""A workspace's own key of Stripe, as it is kept: sealed, with the webhook that was made by it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from shared.database.types import Json

SECRETS = 2
"""How many secrets of webhooks are kept: the one that signs, and the one before, for what was on its way."""


class StripeKey(Base, kw_only=True):
    """The key of one account. It outlives the connection until no payment made by it is under way any more."""

    __tablename__ = "stripe_keys"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    stripe_account_id: Mapped[str] = mapped_column(primary_key=True)
    hint: Mapped[str]
    """The end of it, by which its owner knows it."""
    livemode: Mapped[bool]
    webhook_token: Mapped[str] = mapped_column(unique=True)
    """The last part of the address that Stripe posts to: by it is known whose secret has signed."""
    created_at: Mapped[datetime]
    sealed: Mapped[str | None] = mapped_column(default=None)
    """None once it is forgotten."""
    endpoint_id: Mapped[str | None] = mapped_column(default=None)
    sealed_secrets: Mapped[list[str]] = mapped_column(Json, default_factory=list)
    """The newest first."""
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when nothing new is paid by it."""

    @property
    def about(self) -> str:
        """What its secrets are sealed to."""
        return f"{self.workspace_id}/{self.stripe_account_id}"

    def listen(self, endpoint_id: str, sealed_secret: str) -> None:
        """Webhooks come from this endpoint from now on, and still from the one before."""
        self.endpoint_id = endpoint_id
        self.sealed_secrets = [sealed_secret, *self.sealed_secrets][:SECRETS]

    def leave(self, now: datetime) -> None:
        """Nothing new is paid by it."""
        self.left_at = now

    def forget(self) -> None:
        """Nobody can act by it any more; what its webhooks are signed with stays, for one that is still on its way."""
        self.sealed, self.endpoint_id = None, None
