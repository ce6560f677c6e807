"""A payment: one attempt to pay one invoice, through one hosted checkout of Stripe."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Self
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.checkout_states import FINAL, LIVE, RETURNING, Status, may_follow, verdict
from services.billing.domain.invoice import Invoice
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_amount import stripe_amount
from services.billing.domain.stripe_facts import CheckoutSession, SessionOrder
from shared.ids import new_id

Step = Literal["redirect", "wait", "open", "expire"]
RefundCause = Literal["duplicate", "void"]

LIFETIME = timedelta(hours=23, minutes=50)
"""Stripe's longest is 24 hours from when it gets the request, which may be a retry some time from now."""
LEASE = timedelta(seconds=20)
"""How long whoever is opening a session is left alone. Taking over too early does no harm: both get the same one."""
REUSABLE = timedelta(minutes=5)
"""Less than this before its end a session is not handed out any more: nobody could pay in time."""
CHECKS = tuple(timedelta(seconds=seconds) for seconds in (60, 120, 300, 600, 1800, 3600))
"""When Stripe is asked without having said anything, counted from the last time; the last one repeats."""
_MAILABLE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LIVE = text(f"status IN ({', '.join(repr(status) for status in LIVE)})")
_WATCHED = text("next_check_at IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a payment is opened for: the amount, with what tip, whom it goes to, and where the customer comes back to.

    A link opens its own record only, so that a page opened from one link must not lead back to another.
    """

    amount: int
    account: str
    return_url: str
    tip: int = 0
    save_card: bool = False
    customer: str | None = None
    card: str | None = None


class Checkout(Base, kw_only=True):
    """One payment. `learn` takes in what Stripe says, in any order and any number of times."""

    __tablename__ = "checkouts"
    __table_args__ = (
        UniqueConstraint("invoice_id", "attempt"),
        # The wall against paying twice: two live payments of one invoice cannot be written.
        Index("uq_checkouts_live", "invoice_id", unique=True, postgresql_where=_LIVE, sqlite_where=_LIVE),
        Index("ix_checkouts_watched", "next_check_at", postgresql_where=_WATCHED, sqlite_where=_WATCHED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    attempt: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)
    """What it pays of the invoice."""
    currency: Mapped[str]
    stripe_account_id: Mapped[str]
    return_url: Mapped[str]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    """Written before Stripe is called, so that whoever takes over after a crash asks for the same session."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    next_check_at: Mapped[datetime | None]
    checks: Mapped[int] = mapped_column(default=0)
    tip: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """What the customer gives on top of it."""
    save_card: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the customer has agreed that Stripe keeps the card."""
    stripe_customer: Mapped[str | None] = mapped_column(default=None)
    card: Mapped[str | None] = mapped_column(default=None)
    """The saved card that it is charged to, without anybody there; else it has a page."""
    status: Mapped[Status] = mapped_column(Text, default="creating")
    session_id: Mapped[str | None] = mapped_column(default=None, unique=True)
    url: Mapped[str | None] = mapped_column(default=None)
    payment_intent: Mapped[str | None] = mapped_column(default=None, unique=True)
    method: Mapped[str | None] = mapped_column(default=None)
    failure: Mapped[str | None] = mapped_column(default=None)
    refund_id: Mapped[str | None] = mapped_column(default=None)
    refund_tries: Mapped[int] = mapped_column(default=0)
    refund_cause: Mapped[RefundCause | None] = mapped_column(Text, default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)

    @classmethod
    def reserve(cls, invoice: Invoice, terms: Terms, *, attempt: int, now: datetime) -> Self:
        """A payment about to be opened; raises `NotPayable` for an amount that Stripe cannot charge."""
        stripe_amount(terms.amount, invoice.currency)
        stripe_amount(terms.tip, invoice.currency)
        return cls(
            id=new_id(),
            workspace_id=invoice.workspace_id,
            invoice_id=invoice.id,
            attempt=attempt,
            amount=terms.amount,
            currency=invoice.currency,
            stripe_account_id=terms.account,
            return_url=terms.return_url,
            idempotency_key=f"inv-{invoice.id}-{attempt}-{terms.amount}",
            created_at=now,
            expires_at=(now + LIFETIME).replace(microsecond=0),
            lease_until=now + LEASE,
            next_check_at=now + CHECKS[0],
            tip=terms.tip,
            save_card=terms.save_card,
            stripe_customer=terms.customer,
            card=terms.card,
        )

    @property
    def total(self) -> int:
        """What Stripe charges."""
        return self.amount + self.tip

    @property
    def is_live(self) -> bool:
        """Whether it could still bring money."""
        return self.status in LIVE

    @property
    def is_final(self) -> bool:
        """Whether nothing Stripe says can change it."""
        return self.status in FINAL

    @property
    def may_be_open(self) -> bool:
        """Whether somebody could still begin to pay it."""
        return self.status in {"creating", "open", "expired"}

    def order(self, invoice: Invoice) -> SessionOrder:
        """What to ask of Stripe: made of what is stored alone, so that asking again is asking the same."""
        separator = "&" if "?" in self.return_url else "?"
        email = invoice.customer_email or ""
        return SessionOrder(
            account=self.stripe_account_id,
            idempotency_key=self.idempotency_key,
            amount=stripe_amount(self.amount, self.currency),
            tip=stripe_amount(self.tip, self.currency),
            currency=self.currency,
            title=invoice.title[:250],
            customer_email=email if _MAILABLE.fullmatch(email) else None,
            success_url=f"{self.return_url}{separator}session_id={{CHECKOUT_SESSION_ID}}",
            cancel_url=f"{self.return_url}{separator}cancelled=1",
            expires_at=self.expires_at,
            reference=str(self.id),
            metadata=self._metadata(),
            save_card=self.save_card,
            customer=self.stripe_customer,
            card=self.card,
        )

    def next_step(self, terms: Terms, now: datetime) -> Step:
        """What somebody who wants to pay now has to do about this payment, which is live."""
        if self.status == "creating":
            return "wait" if self.lease_until > now else "open"
        whose = self.stripe_account_id, self.return_url, self.tip, self.save_card
        agreed = self.card is None and Terms(self.amount, *whose, customer=terms.customer) == terms
        return "redirect" if agreed and self.expires_at - now >= REUSABLE else "expire"

    def take_over(self, now: datetime) -> None:
        """Whoever was opening it has not come back; another one does it."""
        self.lease_until = now + LEASE

    def let_go(self, now: datetime) -> None:
        """Stripe could not be reached; the next one may try at once."""
        self.lease_until = now

    def opened(self, session: CheckoutSession, now: datetime) -> bool:
        """Stripe has the session; False when somebody else has told so before, or the payment was given up."""
        self.session_id = session.id
        if self.status != "creating":
            return False
        self.status = "open"
        self.url = session.url
        self.expires_at = session.expires_at
        self.watch(now)
        return True

    def give_up(self, reason: str, now: datetime) -> None:
        """There is no session, or none that anybody can get at."""
        self._move("expired", now)
        self.failure = reason

    def learn(self, invoice: Invoice, seen: CheckoutSession, now: datetime, *, alone: bool) -> bool:
        """Takes in what Stripe says of the session; whether that changed the payment.

        `alone` unless another payment of the invoice is live: then this one, given up before, does not come to life.
        """
        meaning = verdict(seen, matches=self._matches(seen), wanted=invoice.takes(self.amount))
        if meaning == "processing" and not alone:
            self.watch_soon(now)
            return False
        if not may_follow(self.status, meaning):
            self.watch(now)
            return False
        self.session_id = seen.id
        self.payment_intent = seen.payment_intent
        self.method = seen.payment_method
        self.failure = seen.failure if meaning == "failed" else None
        if meaning == "refund_due":
            self.refund_cause = "void" if invoice.status == "void" else "duplicate"
        self._move(meaning, now)
        return True

    def learn_refunds(self, refunds: Iterable[Refund], now: datetime) -> None:
        """Takes in what has become of giving it back, where it was not due: it is done once all of it has arrived."""
        if self.status not in RETURNING:
            return
        mine = [refund for refund in refunds if refund.checkout_id == self.id]
        arrived = sum(refund.amount for refund in mine if refund.status == "succeeded")
        under_way = any(refund.status in {"due", "pending"} for refund in mine)
        following: Status = "refunded" if arrived >= self.total else "refund_due" if under_way else "refund_failed"
        if not may_follow(self.status, following):
            return
        self._move(following, now)
        self.failure = next((refund.failure for refund in reversed(mine) if refund.failure), None)

    @property
    def has_money(self) -> bool:
        """Whether a customer has paid it, whatever has become of the money since."""
        return self.status == "paid" or self.status in RETURNING

    def refund_by_itself(self, now: datetime) -> Refund:
        """The refund that is due of money that was not."""
        return Refund(
            id=new_id(),
            workspace_id=self.workspace_id,
            invoice_id=self.invoice_id,
            checkout_id=self.id,
            amount=self.total,
            currency=self.currency,
            cause=self.refund_cause or "duplicate",
            created_at=now,
        )

    def watch(self, now: datetime) -> None:
        """Has Stripe asked again after a while, ever later, until the end of it is known."""
        # Money that is to go back is watched until it has; what went wrong with that, a person sees to.
        if not (self.is_live or self.status == "refund_due"):
            self.next_check_at = None
            return
        self.next_check_at = now + CHECKS[min(self.checks, len(CHECKS) - 1)]
        self.checks += 1

    def watch_soon(self, now: datetime) -> None:
        """Has Stripe asked again shortly, since this time it did not answer."""
        self.next_check_at = now + CHECKS[0]

    def _move(self, status: Status, now: datetime) -> None:
        self.status = status
        self.checks = 0
        self.url = None
        self.settled_at = None if status == "processing" else now
        self.watch(now)

    def _metadata(self) -> dict[str, str]:
        # Ids only: what is written here shows in the business's Stripe account and in every event.
        return {
            "workspace_id": str(self.workspace_id),
            "invoice_id": str(self.invoice_id),
            "payment_id": str(self.id),
        }

    def _matches(self, seen: CheckoutSession) -> bool:
        asked = (stripe_amount(self.total, self.currency), self.currency, str(self.id))
        found = (seen.amount_total, seen.currency.upper(), seen.reference)
        return asked == found and self._metadata().items() <= seen.metadata.items()
