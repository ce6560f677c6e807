"""When a business is open, and so how much time it has had: only those hours count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from shared.clock import time_zone

WORKDAYS = frozenset(range(5))
DEFAULT_HOURS = "mon,tue,wed,thu,fri 08:00-18:00"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_DAY = timedelta(days=1)
# A goal is an hour; whoever is never open for so long has no clock that could run.
_FARTHEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """From when until when a business is open, on its own clocks, on which days: Monday is 0."""

    zone: str
    opens: time = time(8)
    closes: time = time(18)
    days: frozenset[int] = WORKDAYS

    def due(self, start: datetime, goal: timedelta) -> datetime:
        """When `goal` of open time will have passed since `start`."""
        left = goal
        for opens, closes in self._open_after(start):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        return start + goal

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much open time there is from `start` to `end`; less than nothing where `end` comes first."""
        if end < start:
            return -self.between(end, start)
        open_time = timedelta()
        for opens, closes in self._open_after(start, until=end):
            open_time += min(closes, end) - opens
        return open_time

    def _open_after(self, start: datetime, *, until: datetime | None = None) -> Iterator[tuple[datetime, datetime]]:
        """The spans in which it is open, from `start` on, as instants: a day on which clocks change is no exception."""
        end = until or start + _FARTHEST
        day = start.astimezone(time_zone(self.zone)).date()
        while (span := self._span(day))[0] < end:
            if day.weekday() in self.days and span[1] > start:
                yield max(span[0], start), span[1]
            day += _A_DAY

    def _span(self, day: date) -> tuple[datetime, datetime]:
        where = time_zone(self.zone)
        opens, closes = (
            datetime.combine(day, hour, tzinfo=where).astimezone(UTC) for hour in (self.opens, self.closes)
        )
        return opens, closes


def read_hours(written: str, zone: str) -> BusinessHours:
    """The hours that the portal has written, such as `mon,tue 08:00-18:00`, on the clocks of `zone`."""
    days, _, hours = written.partition(" ")
    opens, _, closes = hours.partition("-")
    open_days = frozenset(_DAYS.index(day) for day in days.split(","))
    return BusinessHours(zone, time.fromisoformat(opens), time.fromisoformat(closes), open_days)
