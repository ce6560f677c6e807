"""Something that Stripe has and the books have not, or otherwise: parked until a person has seen to it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base

Kind = Literal["unknown_payment", "amount_differs", "not_taken_in", "in_doubt"]


class Discrepancy(Base, kw_only=True):
    """One finding of the reconciliation. Nothing is done about it by itself; it is told of, once."""

    __tablename__ = "discrepancies"
    __table_args__ = (UniqueConstraint("workspace_id", "subject", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    subject: Mapped[str]
    """What it is about at Stripe, by its id there."""
    kind: Mapped[Kind] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    invoice_id: Mapped[UUID | None]
    found_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None] = mapped_column(default=None)
    resolved_by: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)

    def resolve(self, who: str, note: str, now: datetime) -> None:
        """A person has seen to it; once is enough."""
        if self.resolved_at is None:
            self.resolved_at, self.resolved_by, self.note = now, who, note
