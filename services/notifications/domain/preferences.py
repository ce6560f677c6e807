"""What a member of an office wants to hear of, and how."""

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain import quiet_hours
from services.notifications.domain.base import Base
from services.notifications.domain.errors import InvalidPreference

ByEmail = Literal["now", "digest", "off"]

MAILED = (
    "lead_created",
    "changes_requested",
    "appointment_requested",
    "estimate_accepted",
    "estimate_declined",
    "payment_received",
    "payment_failed",
    "payment_refunded",
    "refund_failed",
    "payment_disputed",
    "discrepancy_found",
    "low_review",
)
"""What the office is mailed of unless its reader wants otherwise; each has a letter of its own."""
SHOWN = ("estimate_viewed", "review_left", "referral_attributed", "reward_earned", "text_received")
"""What is shown in the console only, unless its reader wants more."""
KINDS = MAILED + SHOWN
_HOURS = 23


class Preference(Base, kw_only=True):
    """What one reader chose for one kind; where nothing was chosen there is no row."""

    __tablename__ = "preferences"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str]
    in_app: Mapped[bool] = mapped_column(default=True)
    sms: Mapped[bool] = mapped_column(default=False)

    def change(self, field: str, value: str | bool) -> None:  # noqa: FBT001 - one of the three
        """Sets one of them; raises `InvalidPreference`."""
        if field == "email" and value not in get_args(ByEmail):
            raise InvalidPreference(f"email of {self.kind} must be now, digest or off.", field=self.kind)
        setattr(self, field, value)


class ReaderHours(Base, kw_only=True):
    """When one reader gets the digest, when nothing, and the number that texts go to."""

    __tablename__ = "reader_hours"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    digest_hour: Mapped[int] = mapped_column(default=8)
    quiet_from: Mapped[int] = mapped_column(default=0)
    quiet_until: Mapped[int] = mapped_column(default=0)
    """The same hour as `quiet_from`: never."""
    phone: Mapped[str | None] = mapped_column(default=None)

    def change(self, field: str, value: int) -> None:
        """Sets one of the hours; raises `InvalidPreference`."""
        if not 0 <= value <= _HOURS:
            raise InvalidPreference(f"{field} must be an hour from 0 to {_HOURS}.", field=field)
        setattr(self, field, value)

    def due_at(self, now: datetime, zone: ZoneInfo) -> datetime:
        """When something that happens now may reach its reader."""
        return quiet_hours.daytime(now, zone, quiet_from=self.quiet_from, quiet_until=self.quiet_until)


class HeldNotice(Base, kw_only=True):
    """What waits for a reader's next digest."""

    __tablename__ = "held_notices"
    __table_args__ = (UniqueConstraint("staff_id", "cause_id", "kind"), Index(None, "workspace_id", "staff_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    cause_id: Mapped[UUID]
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    url: Mapped[str]
    at: Mapped[datetime]


def untouched(workspace_id: UUID, staff_id: UUID, kind: str) -> Preference:
    """What holds of a kind until its reader has chosen."""
    email: ByEmail = "off" if kind in SHOWN else "now"
    return Preference(workspace_id=workspace_id, staff_id=staff_id, kind=kind, email=email)
