"""When a business writes to its customers by itself, and when it keeps quiet."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain import quiet_hours
from services.notifications.domain.base import Base
from services.notifications.domain.errors import InvalidSchedule

LIMITS = {
    "follow_up_hours": (0, 720),
    "not_viewed_days": (0, 60),
    "not_signed_days": (0, 60),
    "expiring_days": (0, 60),
    "quiet_from": (0, 23),
    "quiet_until": (0, 23),
}
"""The least and the most of each; no days at all is never."""


class MessageSettings(Base, kw_only=True):
    """What one workspace chose; where it has chosen nothing there is no row, and the defaults below hold."""

    __tablename__ = "message_settings"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    follow_up: Mapped[bool] = mapped_column(default=True)
    """Whether customers are written to once their job is done."""
    follow_up_hours: Mapped[int] = mapped_column(default=24)
    not_viewed_days: Mapped[int] = mapped_column(default=3)
    not_signed_days: Mapped[int] = mapped_column(default=7)
    expiring_days: Mapped[int] = mapped_column(default=2)
    quiet_from: Mapped[int] = mapped_column(default=20)
    """The hour from which nobody is reminded of anything, by the clock where the business is."""
    quiet_until: Mapped[int] = mapped_column(default=8)

    def change(self, field: str, value: int) -> None:
        """Sets one of them; raises `InvalidSchedule` naming the field."""
        if field in LIMITS and not LIMITS[field][0] <= value <= LIMITS[field][1]:
            least, most = LIMITS[field]
            raise InvalidSchedule(f"{field} must be from {least} to {most}.", field=field)
        setattr(self, field, value)

    def daytime(self, now: datetime, zone: ZoneInfo) -> datetime:
        """`now` while people are up, else the moment at which the night is over where they are."""
        return quiet_hours.daytime(now, zone, quiet_from=self.quiet_from, quiet_until=self.quiet_until)
