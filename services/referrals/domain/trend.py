"""How reviews go: by stars, by month, and whether they have become worse."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.referrals.domain.review import STARS

MONTHS = 12
RECENT = timedelta(days=90)
ENOUGH = 3
"""So many reviews have to be there on both sides of a comparison."""
NOTABLE = 0.3
"""A fall of so many stars is worth a warning."""


@dataclass(frozen=True, slots=True)
class Stars:
    """One review, as far as figures are concerned."""

    at: datetime
    rating: int


@dataclass(frozen=True, slots=True)
class Month:
    """The reviews of a month; no average where there were none."""

    month: date
    count: int
    average: float | None


@dataclass(frozen=True, slots=True)
class Decline:
    """The average has fallen from one quarter of a year to the next."""

    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Overview:
    """All reviews in figures; the months are the last twelve, oldest first."""

    count: int
    average: float | None
    by_stars: dict[int, int]
    months: Sequence[Month]
    decline: Decline | None


def overview(by_stars: dict[int, int], lately: Sequence[Stars], *, now: datetime, zone: ZoneInfo) -> Overview:
    """The figures of all reviews `by_stars`, and of those of the last year `lately`."""
    count = sum(by_stars.values())
    total = sum(stars * times for stars, times in by_stars.items())
    return Overview(
        count=count,
        average=round(total / count, 2) if count else None,
        by_stars={stars: by_stars.get(stars, 0) for stars in STARS},
        months=_months(lately, now.astimezone(zone).date(), zone),
        decline=_decline(lately, now),
    )


def first_month(today: date) -> date:
    """The first day of the oldest month that is shown."""
    return _back(today, MONTHS - 1)


def _months(lately: Iterable[Stars], today: date, zone: ZoneInfo) -> list[Month]:
    times: Counter[date] = Counter()
    sums: Counter[date] = Counter()
    for one in lately:
        month = one.at.astimezone(zone).date().replace(day=1)
        times[month] += 1
        sums[month] += one.rating
    shown = [_back(today, back) for back in range(MONTHS - 1, -1, -1)]
    return [Month(month, times[month], _mean(sums[month], times[month])) for month in shown]


def _decline(lately: Iterable[Stars], now: datetime) -> Decline | None:
    recent = [one.rating for one in lately if now - RECENT < one.at <= now]
    before = [one.rating for one in lately if now - 2 * RECENT < one.at <= now - RECENT]
    if min(len(recent), len(before)) < ENOUGH:
        return None
    then, lastly = sum(before) / len(before), sum(recent) / len(recent)
    return Decline(round(then, 2), round(lastly, 2)) if then - lastly >= NOTABLE else None


def _mean(total: int, times: int) -> float | None:
    return round(total / times, 2) if times else None


def _back(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
