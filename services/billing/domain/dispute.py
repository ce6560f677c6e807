"""A customer's bank has taken a payment back, for the time being or for good."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.stripe_facts import DisputeState

Outcome = Literal["open", "lost", "won"]

_RANK: dict[Outcome, int] = {"open": 0, "lost": 1, "won": 2}
_WON = {"won", "warning_closed", "prevented"}


class Dispute(Base, kw_only=True):
    """One dispute. `moves` counts how often its money has been taken or given again, so that each is written down once."""

    __tablename__ = "disputes"
    __table_args__ = (Index(None, "workspace_id", "invoice_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    checkout_id: Mapped[UUID] = mapped_column(ForeignKey("checkouts.id"))
    stripe_dispute_id: Mapped[str] = mapped_column(unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    reason: Mapped[str]
    opened_at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(Text, default="open")
    withdrawn: Mapped[int] = mapped_column(BigInteger, default=0)
    moves: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)

    def learn(self, seen: DisputeState, now: datetime) -> int:
        """Takes in what Stripe says of it; what has been withdrawn by that, or, below zero, given again."""
        outcome = _outcome(seen)
        if _RANK[outcome] < _RANK[self.outcome]:
            return 0
        if outcome != self.outcome:
            self.outcome, self.closed_at = outcome, now
        taken = 0 if outcome == "won" or seen.is_inquiry else self.amount
        moved = taken - self.withdrawn
        self.withdrawn = taken
        self.moves += moved != 0
        return moved

    def is_as(self, seen: DisputeState) -> bool:
        """Whether it is taken in as Stripe has it."""
        taken = 0 if _outcome(seen) == "won" or seen.is_inquiry else self.amount
        return (self.outcome, self.withdrawn) == (_outcome(seen), taken)


def _outcome(seen: DisputeState) -> Outcome:
    if seen.status in _WON:
        return "won"
    return "lost" if seen.status == "lost" else "open"
