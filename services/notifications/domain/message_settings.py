"""When a business writes to its customers by itself, and when it keeps quiet."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Mapped, mapped_column

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
        local = now.astimezone(zone)
        if not self._is_night(local.hour):
            return now
        morning = local.replace(hour=self.quiet_until, minute=0, second=0, microsecond=0)
        if morning <= local:
            # A day later by the calendar: where the clocks are changed that night it is not 24 hours.
            morning = (local.replace(tzinfo=None) + timedelta(days=1)).replace(
                hour=self.quiet_until, minute=0, second=0, microsecond=0, tzinfo=zone
            )
        return morning.astimezone(now.tzinfo)

    def _is_night(self, hour: int) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until
