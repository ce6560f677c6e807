"""The webhooks Stripe has sent, so that each is acted on once."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base

Subject = Literal["session", "account", "payment"]
SUBJECTS: dict[str, Subject] = {
    "checkout.session.completed": "session",
    "checkout.session.async_payment_succeeded": "session",
    "checkout.session.async_payment_failed": "session",
    "checkout.session.expired": "session",
    "account.updated": "account",
    "account.application.deauthorized": "account",
    "payment_intent.succeeded": "payment",
    "payment_intent.payment_failed": "payment",
    "payment_intent.canceled": "payment",
    "charge.refunded": "payment",
    "charge.refund.updated": "payment",
    "refund.created": "payment",
    "refund.updated": "payment",
    "refund.failed": "payment",
    "charge.dispute.created": "payment",
    "charge.dispute.updated": "payment",
    "charge.dispute.closed": "payment",
    "charge.dispute.funds_withdrawn": "payment",
    "charge.dispute.funds_reinstated": "payment",
}
"""What is looked at again for each kind of event: a hint, whose content is not believed."""


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
