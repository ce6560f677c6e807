"""The webhooks Stripe has sent, so that each is acted on once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base


class StripeEvent(Base, kw_only=True):
    """One event about a record of ours. Its body is not kept: it holds personal data, and the truth is asked of Stripe."""

    __tablename__ = "stripe_events"

    event_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    account: Mapped[str]
    type: Mapped[str]
    received_at: Mapped[datetime]
    checkout_id: Mapped[UUID | None] = mapped_column(default=None)
    """The payment it is about; None when it is about the account itself."""
    applied_at: Mapped[datetime | None] = mapped_column(default=None)
