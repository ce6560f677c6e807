"""An invoice: what a customer owes, and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.errors import (
    AlreadyPaid,
    CannotChange,
    CannotVoid,
    LinkRevoked,
    NotADraft,
    NotPayable,
    RefundTooLarge,
)
from services.billing.domain.invoice_lines import InvoiceLine, check_lines
from shared.money import Money

Kind = Literal["deposit", "invoice"]
Status = Literal["draft", "outstanding", "processing", "paid", "void"]
State = Literal["draft", "outstanding", "sent", "overdue", "part_paid", "processing", "paid", "void"]
"""A status as people call it: an outstanding invoice is overdue, paid in part, sent, or just outstanding."""
Obstacle = Literal["draft", "paid", "void", "processing", "not_connected", "amount"]
"""Why it cannot be paid online; `amount` is less than that, or more exact."""

_UNDER_WAY = "A payment of {} is under way. Nothing needs to be done; the page changes when it has arrived."
_ONE_DEPOSIT = text("kind = 'deposit'")


@dataclass(frozen=True, slots=True)
class Payer:
    """Who is asked for the money."""

    customer_id: UUID
    name: str
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an invoice says."""

    title: str
    lines: Sequence[InvoiceLine]
    due_on: date
    note: str | None = None


class Invoice(Base, kw_only=True):
    """One invoice of one customer. Its methods decide; a `Conflict` says why not. Paid and void are for ever.

    A draft has no number, is not in the ledger, and is seen by nobody but the office.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index(
            "uq_invoices_deposit",
            "estimate_id",
            unique=True,
            postgresql_where=_ONE_DEPOSIT,
            sqlite_where=_ONE_DEPOSIT,
        ),
        Index(None, "workspace_id", "estimate_id"),
        Index(None, "workspace_id", "customer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    number: Mapped[str]
    kind: Mapped[Kind] = mapped_column(Text)
    title: Mapped[str]
    lines: Mapped[list[dict[str, Any]]]
    """Each an `InvoiceLine`; those of an earlier release have a description and an amount only."""
    currency: Mapped[str]
    total: Mapped[int] = mapped_column(BigInteger)
    customer_id: Mapped[UUID]
    customer_name: Mapped[str]
    customer_email: Mapped[str | None]
    due_on: Mapped[date]
    issued_at: Mapped[datetime]
    estimate_id: Mapped[UUID | None] = mapped_column(default=None)
    job_id: Mapped[UUID | None] = mapped_column(default=None)
    status: Mapped[Status] = mapped_column(Text, default="outstanding")
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    """What is settled, by money, by `credited` or by `rewarded`."""
    credited: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """How much of `paid` came from the deposit."""
    rewarded: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """How much of `paid` came from rewards."""
    tax: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)
    """What the business has to say to the customer with it."""
    paid_at: Mapped[datetime | None] = mapped_column(default=None)
    refunded: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """How much of what was paid has gone back since; it is not asked for again."""
    disputed: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """How much of what was paid the customer's bank has taken back, for the time being or for good."""
    links_void_before: Mapped[datetime | None] = mapped_column(default=None)
    """Links issued until then open nothing any more."""

    @property
    def amount_due(self) -> int:
        """What is still asked for."""
        return 0 if self.status in {"draft", "void"} else self.total - self.paid

    @property
    def received(self) -> int:
        """The money that has come in for it."""
        return self.paid - self.credited - self.rewarded

    @property
    def kept(self) -> int:
        """The money that has come in and is still there."""
        return self.received - self.refunded - self.disputed

    @property
    def items(self) -> list[InvoiceLine]:
        """Its lines."""
        return [InvoiceLine.kept(line) for line in self.lines]

    @property
    def label(self) -> str:
        """Its number as people read it."""
        return "Draft" if self.status == "draft" else self.number

    def state(self, today: date) -> State:
        """What people call its status, where it is `today`."""
        if self.status != "outstanding":
            return self.status
        if self.due_on < today:
            return "overdue"
        if self.received:
            return "part_paid"
        return "sent" if self.sent_at else "outstanding"

    @property
    def obstacle(self) -> Obstacle | None:
        """What keeps it from being paid, as far as it knows itself."""
        return None if self.status == "outstanding" else self.status

    def takes(self, amount: int) -> bool:
        """Whether a payment of `amount` belongs to it: one of more than is due belongs to the customer."""
        return self.takes_money and 0 < amount <= self.amount_due

    @property
    def takes_money(self) -> bool:
        """Whether money that comes in belongs to it."""
        return self.status in {"outstanding", "processing"}

    def check_payable(self) -> None:
        """Raises `AlreadyPaid` or `NotPayable` unless a customer may start to pay it."""
        if self.obstacle == "paid":
            raise AlreadyPaid(f"{self.number} is paid. There is nothing left to pay.")
        if self.obstacle == "void":
            raise NotPayable(f"{self.number} has been withdrawn. There is nothing to pay.")
        if self.obstacle == "processing":
            raise NotPayable(_UNDER_WAY.format(self.number))
        if self.obstacle == "draft":
            raise NotPayable("This is a draft, which nobody has been asked to pay. Issue or send it first.")

    def await_settlement(self) -> None:
        """Money is under way from the bank."""
        if self.status == "outstanding":
            self.status = "processing"

    def ask_again(self) -> None:
        """The money that was under way has not come."""
        if self.status == "processing":
            self.status = "outstanding"

    def receive(self, amount: int, now: datetime) -> None:
        """`amount` has come in, of what was due; raises unless the invoice takes so much."""
        if not self.takes(amount):
            raise NotPayable(f"{self.number} ({self.status}) does not take {amount} {self.currency}.")
        self.paid += amount
        self.status = "outstanding" if self.amount_due else "paid"
        self.paid_at = None if self.amount_due else now

    def revoke_links(self, until: datetime) -> None:
        """Has no link that was issued until then open it any more."""
        self.links_void_before = max(until, self.links_void_before or until)

    def check_not_revoked(self, issued_at: datetime, *, itself: bool) -> None:
        """Raises `LinkRevoked` for a link of that time, when the link `itself` or all of that time are revoked."""
        if itself or (self.links_void_before is not None and issued_at <= self.links_void_before):
            raise LinkRevoked("This link was withdrawn. Ask for a fresh one; it goes to the address on file.")

    def check_draft(self) -> None:
        """Raises `NotADraft` for one that has been issued."""
        if self.status != "draft":
            raise NotADraft(f"{self.number} has been issued already.")

    def check_takes_money(self) -> None:
        """Raises what keeps money from being taken for it; money that is under way from a bank does not."""
        if not self.takes_money:
            self.check_payable()

    def issue(self, number: str, now: datetime) -> None:
        """The customer is asked for the money from now on; raises `NotADraft`."""
        self.check_draft()
        self.number, self.issued_at = number, now
        self.status = "outstanding" if self.total else "paid"
        self.paid_at = None if self.total else now

    def write(self, content: Content) -> None:
        """Has it ask for what `content` says; raises `CannotChange` once money has come or is under way."""
        if self.status == "processing":
            raise CannotChange(_UNDER_WAY.format(self.number))
        if self.status not in {"draft", "outstanding"} or self.paid:
            raise CannotChange(
                f"{self.label} is {self._fate()}, so it stays as it is. Make another invoice for the rest."
            )
        check_lines(content.lines)
        self.title, self.due_on, self.note = content.title, content.due_on, content.note
        self.lines = [line.to_json() for line in content.lines]
        self.total = sum(line.total for line in content.lines)
        self.tax = sum(line.tax for line in content.lines)
        self.version += 1

    def credit(self, amount: int, now: datetime) -> None:
        """`amount` of what was due comes from the deposit."""
        self.receive(amount, now)
        self.credited += amount

    @property
    def takes_credit(self) -> bool:
        """Whether rewards may pay for it: not for a deposit, which pays for other work, nor beside a payment under way."""
        return self.kind == "invoice" and self.status == "outstanding"

    def reward(self, amount: int, now: datetime) -> None:
        """`amount` of what was due comes from a reward."""
        self.receive(amount, now)
        self.rewarded += amount

    def take_back_reward(self, amount: int) -> None:
        """So much of what rewards have paid is due again."""
        self.paid -= amount
        self.rewarded -= amount
        if self.status == "paid":
            self.status, self.paid_at = "outstanding", None

    def take_back_credit(self) -> None:
        """The deposit does not count towards it any more."""
        self.paid -= self.credited
        self.credited = 0
        self.status, self.paid_at = "outstanding", None

    def check_refundable(self, amount: int) -> None:
        """Raises `RefundTooLarge` for more than is there."""
        if not 0 < amount <= self.kept:
            held = Money(self.kept, self.currency).format()
            raise RefundTooLarge(f"{held} of {self.label} can be given back at most.", field="amount")

    def void(self) -> None:
        """Nothing is asked for any more; raises `CannotVoid` while there is money of it, or where it is a draft."""
        if self.status == "draft":
            raise CannotVoid("This is a draft: delete it.")
        if self.status in {"paid", "void"} or self.paid - self.refunded > 0:
            raise CannotVoid(f"{self.number} is {self._fate()}. Give back what was paid instead.")
        self.status = "void"

    def _fate(self) -> str:
        return "paid in part" if self.status == "outstanding" else self.status
