"""Money that goes back of a payment: asked for by the office, made at Stripe's dashboard, or due by itself."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.stripe_facts import RefundState

Status = Literal["due", "pending", "succeeded", "failed"]
Cause = Literal["duplicate", "void", "office", "stripe"]
"""`stripe` is one that was made at Stripe's dashboard."""

AGAIN = timedelta(minutes=2)
_RANK: dict[Status, int] = {"due": 0, "pending": 1, "succeeded": 2, "failed": 3}
_MEANING: dict[str, Status] = {
    "pending": "pending",
    "requires_action": "pending",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "failed",
}
_WATCHED = text("next_check_at IS NOT NULL")


class Refund(Base, kw_only=True):
    """One refund. Only forward: one that has failed does not come to life again, whatever is heard late."""

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint("amount > 0", name="gives_back"),
        Index(None, "workspace_id", "invoice_id"),
        Index("ix_refunds_watched", "next_check_at", postgresql_where=_WATCHED, sqlite_where=_WATCHED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    checkout_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkouts.id"), default=None)
    """The payment it is of; None where the money had not come through Stripe."""
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    cause: Mapped[Cause] = mapped_column(Text)
    created_at: Mapped[datetime]
    status: Mapped[Status] = mapped_column(Text, default="due")
    tip: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """How much of it is of a tip, which goes back last: once nothing of what was paid of the invoice is left."""
    method: Mapped[str] = mapped_column(default="stripe")
    reason: Mapped[str | None] = mapped_column(default=None)
    made_by: Mapped[str | None] = mapped_column(default=None)
    stripe_refund_id: Mapped[str | None] = mapped_column(default=None, unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    next_check_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def counts(self) -> bool:
        """Whether the money is on its way back, or there."""
        return self.status in {"pending", "succeeded"}

    @property
    def was_due(self) -> bool:
        """Whether it is of money that the invoice had taken; what was not due never was the business's own."""
        return self.cause in {"office", "stripe"}

    @property
    def is_open(self) -> bool:
        """Whether it takes up what is left to be given back."""
        return self.status != "failed"

    def is_as(self, status: str) -> bool:
        """Whether it is what Stripe calls `status`."""
        return _MEANING[status] == self.status

    @property
    def idempotency_key(self) -> str:
        """A new one once Stripe has failed under the last, which it would repeat."""
        return f"refund-{self.id}-{self.tries}"

    def may_be_made(self, now: datetime) -> bool:
        """Whether Stripe may have made it without our knowing, under a key that it does not know any more or that has changed."""
        return self.tries > 0 or now - self.created_at >= AGAIN

    def learn(self, seen: RefundState, now: datetime) -> bool:
        """Takes in what Stripe says of it; whether that changed anything."""
        self.stripe_refund_id = seen.id
        following = _MEANING[seen.status]
        if _RANK[following] <= _RANK[self.status]:
            return False
        self.status = following
        # One that is on its way is asked about now and then, in case the webhook is lost.
        self.next_check_at = now + 30 * AGAIN if following == "pending" else None
        self.settled_at = now if following != "pending" else None
        return True

    def unanswered(self, now: datetime, *, faulted: bool) -> None:
        """Stripe gave no answer; when it failed, it would repeat that for the same key."""
        self.next_check_at = now + AGAIN
        self.tries += faulted

    def refused(self, why: str, now: datetime) -> None:
        """Stripe will not give it back."""
        self.status, self.failure, self.settled_at, self.next_check_at = "failed", why, now, None
