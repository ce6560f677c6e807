"""When a business is open, as it is kept and told: its days and hours, such as `mon,tue,sat 08:00-18:00`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from services.portal.domain.errors import InvalidChoice

DAYS: Mapping[str, str] = MappingProxyType(
    {
        "mon": "Monday",
        "tue": "Tuesday",
        "wed": "Wednesday",
        "thu": "Thursday",
        "fri": "Friday",
        "sat": "Saturday",
        "sun": "Sunday",
    }
)
DEFAULT_HOURS = "mon,tue,wed,thu,fri 08:00-18:00"
_WRITTEN = re.compile(r"([a-z]{3}(?:,[a-z]{3})*) ([0-9:]{5})-([0-9:]{5})")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_A_GOAL = 60


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Which days, and from when until when on the clocks of the business."""

    days: Sequence[str]
    opens: str
    closes: str

    @property
    def written(self) -> str:
        """As it is kept; raises `InvalidChoice` naming `business_hours` where nobody could be answered in time."""
        days = [day for day in DAYS if day in self.days]
        if not days:
            raise InvalidChoice("business_hours need at least one day.", field="business_hours")
        if not all(_HOUR.fullmatch(hour) for hour in (self.opens, self.closes)):
            message = "business_hours need times of day such as 08:00 and 18:00."
            raise InvalidChoice(message, field="business_hours")
        if _minutes(self.closes) - _minutes(self.opens) < _A_GOAL:
            message = "business_hours must end an hour after they begin, or later, on the same day."
            raise InvalidChoice(message, field="business_hours")
        return f"{','.join(days)} {self.opens}-{self.closes}"


def read_hours(written: str) -> OpenHours:
    """What is written, to be looked at or kept; raises `InvalidChoice` for what cannot be read."""
    found = _WRITTEN.fullmatch(written.strip().lower())
    days = found[1].split(",") if found else []
    if found is None or not set(days) <= DAYS.keys():
        message = f"business_hours must be written as days and hours, such as {DEFAULT_HOURS!r}."
        raise InvalidChoice(message, field="business_hours")
    return OpenHours(days, found[2], found[3])


def _minutes(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])
