from datetime import UTC, datetime, time, timedelta

import pytest

from services.quotes.domain.business_hours import BusinessHours

NEW_YORK = BusinessHours("America/New_York")
AN_HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.shows("REQ-3")
@pytest.mark.parametrize(
    ("asked", "due"),
    [
        pytest.param("2026-11-23 15:00", "2026-11-23 16:00", id="Monday morning"),
        pytest.param("2026-11-23 12:30", "2026-11-23 14:00", id="before it opens"),
        pytest.param("2026-11-23 22:40", "2026-11-24 13:40", id="twenty minutes before it closes"),
        pytest.param("2026-11-23 23:00", "2026-11-24 14:00", id="as it closes"),
        pytest.param("2026-11-27 22:30", "2026-11-30 13:30", id="on a Friday evening"),
        pytest.param("2026-11-28 17:00", "2026-11-30 14:00", id="on a Saturday"),
        pytest.param("2026-03-06 22:30", "2026-03-09 12:30", id="over the weekend on which clocks go forward"),
        pytest.param("2026-10-30 21:30", "2026-11-02 13:30", id="over the weekend on which clocks go back"),
    ],
)
def test_an_hour_of_business_ends_on_the_clocks_of_the_business(asked: str, due: str) -> None:
    assert NEW_YORK.due(utc(asked), AN_HOUR) == utc(due)


def test_a_day_on_which_clocks_change_has_as_many_hours_as_it_has() -> None:
    always = BusinessHours("America/New_York", opens=time(0), closes=time(23), days=frozenset(range(7)))

    spring = always.between(utc("2026-03-08 05:00"), utc("2026-03-09 04:00"))
    autumn = always.between(utc("2026-11-01 04:00"), utc("2026-11-02 05:00"))

    assert (spring, autumn) == (timedelta(hours=22), timedelta(hours=24))


@pytest.mark.shows("REQ-3")
@pytest.mark.parametrize(
    ("start", "end", "open_time"),
    [
        ("2026-11-23 15:10", "2026-11-23 15:40", timedelta(minutes=30)),
        ("2026-11-23 15:40", "2026-11-23 15:10", timedelta(minutes=-30)),
        ("2026-11-27 22:00", "2026-11-30 14:00", timedelta(hours=2)),
        ("2026-11-30 14:00", "2026-11-27 22:00", timedelta(hours=-2)),
        ("2026-11-28 14:00", "2026-11-29 14:00", timedelta()),
    ],
)
def test_only_open_time_counts_forward_and_back(start: str, end: str, open_time: timedelta) -> None:
    assert NEW_YORK.between(utc(start), utc(end)) == open_time


def test_a_business_that_never_opens_is_due_all_the_same() -> None:
    never = BusinessHours("America/New_York", days=frozenset())

    assert never.due(utc("2026-11-23 15:00"), AN_HOUR) == utc("2026-11-23 16:00")
