"""The double-entry ledger: what has happened to money, written once and never changed.

A line's amount is positive where it is a debit and negative where it is a credit, so that an entry balances when its
lines add up to nothing. What an invoice, a customer or an account stands at is the sum of its lines.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.errors import Unbalanced

Account = Literal[
    "receivable",
    "stripe",
    "offline",
    "sales",
    "tax",
    "deposits",
    "unapplied",
    "suspense",
    "refunds",
    "disputes",
    "write_offs",
    "credits",
    "tips",
]
"""What customers owe; money at Stripe and elsewhere; what was sold, with its tax; deposits for work to come; money that
is not due and goes back; money nobody can tell the purpose of; what was given back; what banks have taken back; what is
no longer asked for; what was given as a reward; tips."""

Kind = Literal[
    "invoice_issued",
    "invoice_changed",
    "invoice_voided",
    "deposit_credited",
    "reward_credited",
    "reward_taken_back",
    "payment",
    "payment_not_due",
    "payment_in_doubt",
    "offline_payment",
    "refund",
    "refund_failed",
    "dispute_withdrawn",
    "dispute_reinstated",
]

Line = tuple[Account, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One movement of money, about to be written; raises `Unbalanced` unless its lines add up to nothing.

    `cause` names what moved it. A workspace's ledger takes in each cause once, however often it is told.
    """

    cause: str
    kind: Kind
    currency: str
    lines: tuple[Line, ...]
    invoice_id: UUID
    customer_id: UUID
    at: datetime

    def __post_init__(self) -> None:
        amounts = [amount for _, amount in self.lines]
        if len(amounts) < 2 or sum(amounts) != 0 or 0 in amounts:  # noqa: PLR2004 - double entry: from somewhere, to somewhere
            raise Unbalanced(f"{self.cause}: {self.lines} is no double entry.")


class LedgerEntry(Base, kw_only=True):
    """One movement of money. Neither it nor its lines are ever changed or deleted: the database refuses to."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "cause"),
        Index(None, "workspace_id", "invoice_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    cause: Mapped[str]
    kind: Mapped[Kind] = mapped_column(Text)
    currency: Mapped[str]
    invoice_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    at: Mapped[datetime]
    correlation_id: Mapped[str]
    """Leads back to the click, webhook or sweep that it came of."""


class LedgerLine(Base, kw_only=True):
    """One side of a movement."""

    __tablename__ = "ledger_lines"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="moves_something"),
        Index(None, "workspace_id", "account", "currency"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_entries.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    account: Mapped[Account] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
