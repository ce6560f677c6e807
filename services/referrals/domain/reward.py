"""Incentive programmes and the rewards they bring: earned, approved, redeemed; or declined, or taken back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base
from services.referrals.domain.errors import InvalidProgramme, RewardNotInState
from services.referrals.domain.review import read_words
from shared.ids import new_id
from shared.money import Money, round_half_up

SIDES = ("referrer", "friend")
MAX_NAME = 120
MAX_FIXED = 100_000_000
_MOST_PERCENT = Decimal(100)
_DECIMALS = -4


@dataclass(frozen=True, slots=True)
class Rule:
    """What one side gets: a fixed amount in minor units, a percentage of what was accepted, or nothing."""

    kind: str
    value: str

    def of(self, total: Money, currency: str) -> Money:
        """The reward for an estimate of `total`; a fixed one is in the programme's own `currency`."""
        if self.kind == "fixed":
            return Money(int(self.value), currency)
        share = Decimal(self.value) / 100 if self.kind == "percent" else Decimal(0)
        return Money(round_half_up(total.minor * share), total.currency)


class Programme(Base, kw_only=True):
    """What a business gives for recommending it. The newest that has not ended is the one that holds."""

    __tablename__ = "programmes"
    __table_args__ = (Index(None, "workspace_id", "programme_id"),)

    id: Mapped[UUID] = mapped_column("programme_id", primary_key=True)
    workspace_id: Mapped[UUID]
    name: Mapped[str]
    currency: Mapped[str]
    referrer_kind: Mapped[str]
    referrer_value: Mapped[str]
    friend_kind: Mapped[str]
    friend_value: Mapped[str]
    approves_itself: Mapped[bool]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    def rule(self, side: str) -> Rule:
        """What `side` gets."""
        return Rule(getattr(self, f"{side}_kind"), getattr(self, f"{side}_value"))

    def end(self, now: datetime) -> None:
        """Brings nothing any more; what was earned stays."""
        self.ended_at = self.ended_at or now


class Reward(Base, kw_only=True):
    """What one side of a referral has earned: once per side, whatever happens after."""

    __tablename__ = "rewards"
    __table_args__ = (
        UniqueConstraint("referral_id", "side"),
        Index(None, "workspace_id", "customer_id"),
        Index(None, "workspace_id", "status"),
    )

    id: Mapped[UUID] = mapped_column("reward_id", primary_key=True)
    workspace_id: Mapped[UUID]
    referral_id: Mapped[UUID]
    side: Mapped[str]
    customer_id: Mapped[UUID]
    currency: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    earned_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="earned")
    """earned, approved, redeemed, declined or reversed."""
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    redeemed_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    invoice_id: Mapped[UUID | None] = mapped_column(default=None)

    def approve(self, now: datetime) -> None:
        """It can be redeemed from now on; raises `RewardNotInState`."""
        self._leave("earned", to="approved")
        self.approved_at = now

    def decline(self, now: datetime) -> None:
        """It is not granted; raises `RewardNotInState`."""
        self._leave("earned", to="declined")
        self.ended_at = now

    def redeem(self, invoice_id: UUID | None, now: datetime) -> None:
        """It is used, on an invoice where one is named; raises `RewardNotInState`."""
        self._leave("approved", to="redeemed")
        self.redeemed_at, self.invoice_id = now, invoice_id

    def reverse(self, now: datetime) -> bool:
        """It is taken back, whatever became of it; False where there is nothing to take back."""
        if self.status in {"declined", "reversed"}:
            return False
        self.status, self.ended_at = "reversed", now
        return True

    def _leave(self, state: str, *, to: str) -> None:
        if self.status != state:
            raise RewardNotInState(f"This reward is {self.status}, and would have to be {state} for that.")
        self.status = to


def open_programme(
    workspace_id: UUID, *, name: str, currency: str, referrer: Rule, friend: Rule, approves_itself: bool, now: datetime
) -> Programme:
    """A programme that holds from now on; raises an error that names the field at fault."""
    kept = {side: _checked(rule, side) for side, rule in (("referrer", referrer), ("friend", friend))}
    if {rule.kind for rule in kept.values()} == {"none"}:
        raise InvalidProgramme("A programme has to give something, to the referrer or to the friend.", field="referrer")
    return Programme(
        id=new_id(),
        workspace_id=workspace_id,
        name=read_words(name, "name", limit=MAX_NAME, required=True),
        currency=currency,
        referrer_kind=kept["referrer"].kind,
        referrer_value=kept["referrer"].value,
        friend_kind=kept["friend"].kind,
        friend_value=kept["friend"].value,
        approves_itself=approves_itself,
        created_at=now,
    )


def _checked(rule: Rule, field: str) -> Rule:
    if rule.kind == "none":
        return Rule("none", "0")
    try:
        value = Decimal(rule.value)
    except InvalidOperation:
        raise _wrong(rule.kind, field) from None
    whole = value == value.to_integral_value() if value.is_finite() else False
    fits = {
        "fixed": whole and 0 < value <= MAX_FIXED,
        "percent": value.is_finite() and 0 < value <= _MOST_PERCENT and value.as_tuple().exponent >= _DECIMALS,  # type: ignore[operator]
    }
    if not fits.get(rule.kind):
        raise _wrong(rule.kind, field)
    return Rule(rule.kind, str(int(value)) if rule.kind == "fixed" else rule.value)


def _wrong(kind: str, field: str) -> InvalidProgramme:
    wanted = "a whole number of minor units, such as 2500" if kind == "fixed" else "a percentage up to 100, such as 5"
    return InvalidProgramme(f"{field} needs {wanted}.", field=field)
