"""Referrals: visits by a shared link, the leads that came of them, and who is credited with what."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base
from services.referrals.domain.contact import Contact

SELF, DUPLICATE = "self", "duplicate"
REQUESTED, WON = "requested", "won"


class ReferralVisit(Base, kw_only=True):
    """One visitor of a shared link on one day; whoever comes again that day counts once."""

    __tablename__ = "referral_visits"
    __table_args__ = (Index(None, "workspace_id", "code"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(primary_key=True)
    """Hashed by the gateway: who it was, nobody can tell."""
    workspace_id: Mapped[UUID]
    at: Mapped[datetime]


class Referral(Base, kw_only=True):
    """A lead that came by a shared link. Without a `reason` the referrer is credited with it."""

    __tablename__ = "referrals"
    __table_args__ = (Index(None, "workspace_id", "referrer_id"), Index(None, "workspace_id", "friend_id"))

    id: Mapped[UUID] = mapped_column("referral_id", primary_key=True)
    workspace_id: Mapped[UUID]
    code: Mapped[str]
    referrer_id: Mapped[UUID]
    lead_id: Mapped[UUID] = mapped_column(unique=True)
    friend_name: Mapped[str]
    friend_email_key: Mapped[str | None]
    friend_phone: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it is not credited: self or duplicate."""
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default=REQUESTED)
    """requested, or won once the friend has accepted an estimate."""
    friend_id: Mapped[UUID | None] = mapped_column(default=None)
    estimate_id: Mapped[UUID | None] = mapped_column(default=None)
    currency: Mapped[str | None] = mapped_column(default=None)
    total: Mapped[int | None] = mapped_column(BigInteger, default=None)
    won_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def friend(self) -> Contact:
        return Contact(self.friend_email_key, self.friend_phone)

    def win(self, *, friend_id: UUID, estimate_id: UUID, currency: str, total: int, at: datetime) -> None:
        """The friend has accepted an estimate."""
        self.status, self.friend_id, self.estimate_id = WON, friend_id, estimate_id
        self.currency, self.total, self.won_at = currency, total, at


def not_credited(friend: Contact, referrer: Contact, *, is_known: bool) -> str | None:
    """Why nobody is credited with `friend`: they recommended themselves, or are known already; None where somebody is."""
    if friend.is_same(referrer):
        return SELF
    return DUPLICATE if is_known else None
