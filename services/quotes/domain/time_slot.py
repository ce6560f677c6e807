"""A span of time as the office writes it, day and hours on its own clocks, and as it is kept: two instants."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.quotes.domain.schedule_errors import InvalidAppointment
from shared.clock import time_zone

FARTHEST = timedelta(days=3 * 365)
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """From when until when."""

    starts_at: datetime
    ends_at: datetime


def read_slot(day: date, start: str, end: str, *, zone: str, now: datetime) -> TimeSlot:
    """The slot that begins and ends at these hours, such as 08:30, of `day` in the time zone called `zone`.

    Raises `InvalidAppointment` naming `date`, `start` or `end`: for what is over, for what clocks never or twice show.
    """
    where = time_zone(zone)
    today = now.astimezone(where).date()
    check_day(day, today=today, field="date")
    starts_at, ends_at = _instant(day, start, where, "start"), _instant(day, end, where, "end")
    if ends_at <= starts_at:
        raise InvalidAppointment("end must be later than the start, on the same day.", field="end")
    if starts_at <= now:
        raise InvalidAppointment("start must still be to come; it is past.", field="start")
    return TimeSlot(starts_at, ends_at)


def check_day(day: date, *, today: date, field: str) -> None:
    """Raises `InvalidAppointment` naming `field` unless `day` is still to come, and not in the far future."""
    if day < today:
        raise InvalidAppointment(f"{field} must not be over; {day} is.", field=field)
    if day > today + FARTHEST:
        raise InvalidAppointment(f"{field} must be within three years from now.", field=field)


def _instant(day: date, hour: str, where: ZoneInfo, field: str) -> datetime:
    if not _HOUR.fullmatch(hour):
        raise InvalidAppointment(f"{field} must be a time of day such as 08:30 or 14:00.", field=field)
    shown = datetime.combine(day, time.fromisoformat(hour))
    first, second = (shown.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(where).replace(tzinfo=None) != shown:
        message = f"{field}: no clock shows {hour} on {day}, as they are set forward then. Choose another time."
        raise InvalidAppointment(message, field=field)
    message = f"{field}: clocks show {hour} twice on {day}, as they are set back then. Choose another time."
    raise InvalidAppointment(message, field=field)
