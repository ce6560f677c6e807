"""Figures as they are read: months in a row, and what follows from a month's or a channel's counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from services.portal.domain.arrival import CHANNELS
from services.portal.domain.errors import InvalidChoice
from services.portal.domain.metric import Tally, month_of

COUNTS = (
    *("page_views", "estimate_requests", "proposals_viewed", "proposals_accepted"),
    *("payments", "reviews", "referrals"),
)
"""The counts that are shown, in that order."""
USUAL_MONTHS = 12
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one month or channel, or of several together; money by its currency, in minor units."""

    counts: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    seconds: int = 0

    @property
    def conversion(self) -> Decimal | None:
        """The share of what was viewed in that time that has been accepted since; None where nothing was viewed."""
        viewed = self.counts["proposals_viewed"]
        return (Decimal(self.counts["conversions"]) / viewed).quantize(Decimal("0.0001")) if viewed else None

    @property
    def seconds_to_accept(self) -> int | None:
        """From the first sending to the signature, on average; None where nothing that was sent was signed."""
        decided = self.counts["decisions"]
        return self.seconds // decided if decided else None


@dataclass(frozen=True, slots=True)
class Month:
    """One month, such as 2026-11: all of it, and by channel."""

    month: str
    total: Figures
    channels: dict[str, Figures]


def months_between(first: str, last: str) -> list[str]:
    """All months from one to another; raises `InvalidChoice` where there are none, or too many."""
    start, end = _number(first, "from"), _number(last, "to")
    if not start <= end < start + MOST_MONTHS:
        message = f"to must be from the month in from to {MOST_MONTHS} months on."
        raise InvalidChoice(message, field="to")
    return [_month(number) for number in range(start, end + 1)]


def read_months(first: str | None, last: str | None, *, now: datetime, zone: ZoneInfo) -> list[str]:
    """The months asked for; without an end up to this one, without a beginning a year of them."""
    until = last[:7] if last else month_of(now, zone)
    since = first[:7] if first else _month(_number(until, "to") - USUAL_MONTHS + 1)
    return months_between(since, until)


def by_month(tally: Tally, months: Sequence[str]) -> list[Month]:
    """The figures of each of `months`, those without any included."""
    return [_month_of(tally, month) for month in months]


def together(tally: Tally) -> Figures:
    """All of them as one."""
    figures, seconds = Figures(), 0
    for cell, (count, amount) in tally.items():
        figures.counts[cell.figure] += count
        if cell.figure == "payments":
            figures.paid[cell.currency] += amount
        elif cell.figure == "proposals_accepted":
            figures.accepted[cell.currency] += amount
        elif cell.figure == "decisions":
            seconds += amount
    return Figures(figures.counts, figures.paid, figures.accepted, seconds)


def by_channel(tally: Tally) -> dict[str, Figures]:
    """The figures of each channel that has any, in the channels' order."""
    used = {cell.channel for cell in tally}
    return {name: together(_only(tally, channel=name)) for name in _in_order(used)}


def _month_of(tally: Tally, month: str) -> Month:
    mine = {cell: sums for cell, sums in tally.items() if cell.month == month}
    return Month(month, together(mine), by_channel(mine))


def _only(tally: Tally, *, channel: str) -> Tally:
    return {cell: sums for cell, sums in tally.items() if cell.channel == channel}


def _in_order(channels: Iterable[str]) -> list[str]:
    return sorted(channels, key=CHANNELS.index)


def _number(month: str, name: str) -> int:
    """The month as a number that grows by one from each to the next."""
    try:
        day = datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 - a month is no moment
    except ValueError as error:
        raise InvalidChoice(f"{name} must be a month such as 2026-11.", field=name) from error
    return day.year * 12 + day.month - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
