"""What a customer may have taken off what they owe: a reward, once it is redeemed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.invoice import Invoice
from shared.ids import new_id


class Credit(Base, kw_only=True):
    """One reward. A customer's balance in a currency is what is `left` of all of them, which may come to less than nothing.

    A reward that is taken back after it has paid for an invoice that is settled leaves that invoice settled, and is set
    off against the customer's other credits, those to come included.
    """

    __tablename__ = "credits"
    __table_args__ = (
        UniqueConstraint("workspace_id", "reward_id"),
        CheckConstraint("amount > 0", name="gives_something"),
        Index(None, "workspace_id", "customer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    reward_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    currency: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    granted_at: Mapped[datetime]
    used: Mapped[int] = mapped_column(BigInteger, default=0)
    """How much of it pays for invoices."""
    reversed_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def left(self) -> int:
        """What it adds to the customer's balance."""
        return (0 if self.reversed_at else self.amount) - self.used

    def use(self, invoice: Invoice, amount: int, now: datetime) -> "CreditUse":
        """`amount` of it pays for the invoice from now on."""
        invoice.reward(amount, now)
        self.used += amount
        return CreditUse.of(self, invoice, amount, now)

    def return_from(self, invoice: Invoice, use: "CreditUse", now: datetime) -> None:
        """It does not pay for the invoice any more, which asks for the money again."""
        invoice.take_back_reward(use.amount)
        self.used -= use.amount
        use.taken_back_at = now

    def reverse(self, now: datetime) -> None:
        """The customer has not earned it after all."""
        self.reversed_at = self.reversed_at or now


class CreditUse(Base, kw_only=True):
    """Part of a credit, or all of it, that pays for an invoice, or did until `taken_back_at`."""

    __tablename__ = "credit_uses"
    __table_args__ = (Index(None, "workspace_id", "invoice_id"), Index(None, "workspace_id", "credit_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    credit_id: Mapped[UUID] = mapped_column(ForeignKey("credits.id"))
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    used_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)

    @classmethod
    def of(cls, credit: Credit, invoice: Invoice, amount: int, now: datetime) -> Self:
        return cls(
            id=new_id(),
            workspace_id=credit.workspace_id,
            credit_id=credit.id,
            invoice_id=invoice.id,
            amount=amount,
            used_at=now,
        )


def balances_of(credits_given: Iterable[Credit]) -> dict[str, int]:
    """What is left of them for invoices to come, by currency."""
    left: dict[str, int] = {}
    for credit in credits_given:
        left[credit.currency] = left.get(credit.currency, 0) + credit.left
    return left
