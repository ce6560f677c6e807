"""Days and hours as the office writes them, on the clocks of its own place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.quotes.domain.schedule_errors import InvalidAppointment
from services.quotes.domain.time_slot import FARTHEST, TimeSlot, read_slot

pytestmark = pytest.mark.shows("EXT-5")

NEW_YORK, KIRITIMATI = "America/New_York", "Pacific/Kiritimati"
NOW = datetime(2026, 10, 30, 15, 30, tzinfo=UTC)
CLOCKS_BACK, CLOCKS_FORWARD = date(2026, 11, 1), date(2027, 3, 14)


def slot(day: date, start: str, end: str, *, zone: str = NEW_YORK, now: datetime = NOW) -> TimeSlot:
    return read_slot(day, start, end, zone=zone, now=now)


@pytest.mark.parametrize(
    ("day", "zone", "starts_at", "ends_at"),
    [
        (date(2026, 10, 31), NEW_YORK, "2026-10-31T12:30+00:00", "2026-10-31T15:00+00:00"),
        (date(2026, 11, 2), NEW_YORK, "2026-11-02T13:30+00:00", "2026-11-02T16:00+00:00"),
        (date(2026, 11, 2), KIRITIMATI, "2026-11-01T18:30+00:00", "2026-11-01T21:00+00:00"),
        (CLOCKS_FORWARD, NEW_YORK, "2027-03-14T12:30+00:00", "2027-03-14T15:00+00:00"),
    ],
)
def test_hours_are_those_of_the_place(day: date, zone: str, starts_at: str, ends_at: str) -> None:
    found = slot(day, "08:30", "11:00", zone=zone)

    assert found == TimeSlot(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))


def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is() -> None:
    back, forward = slot(CLOCKS_BACK, "00:30", "03:00"), slot(CLOCKS_FORWARD, "00:30", "03:00")

    assert back.ends_at - back.starts_at == timedelta(hours=3, minutes=30)
    assert forward.ends_at - forward.starts_at == timedelta(hours=1, minutes=30)


@pytest.mark.parametrize(
    ("day", "start", "end", "field", "words"),
    [
        (CLOCKS_BACK, "01:30", "04:00", "start", "twice"),
        (CLOCKS_BACK, "00:30", "01:30", "end", "twice"),
        (CLOCKS_FORWARD, "02:30", "04:00", "start", "no clock shows 02:30"),
        (CLOCKS_FORWARD, "01:30", "02:00", "end", "no clock shows 02:00"),
        (date(2026, 10, 29), "09:00", "10:00", "date", "must not be over"),
        (date(2026, 10, 30), "11:30", "12:00", "start", "past"),
        (date(2026, 10, 30) + FARTHEST + timedelta(days=1), "09:00", "10:00", "date", "three years"),
        (date.max, "09:00", "10:00", "date", "three years"),
        (date.min, "09:00", "10:00", "date", "must not be over"),
        (CLOCKS_BACK, "11:00", "09:00", "end", "later than the start"),
        (CLOCKS_BACK, "09:00", "09:00", "end", "later than the start"),
        (CLOCKS_BACK, "24:00", "25:00", "start", "time of day"),
        (CLOCKS_BACK, "9:00", "10:00", "start", "time of day"),
        (CLOCKS_BACK, "09:00", "10:00:01", "end", "time of day"),
        (CLOCKS_BACK, "09:00", "10:00\n", "end", "time of day"),
        (CLOCKS_BACK, "", "10:00", "start", "time of day"),
        (CLOCKS_BACK, "\u0660\u0669:\u0660\u0660", "10:00", "start", "time of day"),
    ],
)
def test_what_is_no_time_is_refused_by_name(day: date, start: str, end: str, field: str, words: str) -> None:
    with pytest.raises(InvalidAppointment) as refused:
        slot(day, start, end)

    assert refused.value.field == field
    assert words in refused.value.message


def test_the_first_and_the_last_minute_that_can_be_had() -> None:
    first = slot(date(2026, 10, 30), "11:31", "11:32")
    last = slot(date(2026, 10, 30) + FARTHEST, "23:58", "23:59")

    assert first.starts_at - NOW == timedelta(minutes=1)
    assert last.ends_at > last.starts_at
