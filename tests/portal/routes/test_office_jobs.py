"""Jobs in the console: the list, the calendar, and that the work is done."""

import pytest

from tests.portal.conftest import RECORD, House
from tests.portal.fake_diary import FRIDAY
from tests.portal.records import ACCEPTANCE, JOB_ID

pytestmark = pytest.mark.shows("OFF-1")


def test_jobs_are_listed_with_their_time_and_lead_to_where_it_is_set(house: House) -> None:
    house.open("evergreen")

    page = house.signed_in("evergreen").get("/office/jobs?status=scheduled").text

    assert "House &lt;wash&gt;" in page
    assert f'href="{RECORD}#appointment"' in page
    assert "9:00" in page
    assert "status=scheduled" in house.quotes.last("/jobs").query


@pytest.mark.parametrize(
    ("view", "asked", "title", "before"),
    [
        ("week", "from=2026-11-29&to=2026-12-05", "Nov 29 to Dec 5, 2026", "day=2026-11-25"),
        ("month", "from=2026-11-29&to=2027-01-02", "December 2026", "day=2026-11-30"),
    ],
)
def test_the_calendar_shows_whole_weeks(house: House, view: str, asked: str, title: str, before: str) -> None:
    house.open("evergreen")

    page = house.signed_in("evergreen").get(f"/office/jobs/calendar?view={view}&day=2026-12-02").text

    assert house.quotes.last("/jobs/calendar").query == asked
    assert f"<h1>{title}</h1>" in page
    assert before in page
    assert page.count("House &lt;wash&gt;") == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_no_day_breaks_it(house: House, day: str) -> None:
    house.open("evergreen")

    assert house.signed_in("evergreen").get(f"/office/jobs/calendar?day={day}").status_code in {200, 404}


def test_the_office_says_at_the_record_that_the_work_is_done(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.quotes.diary.appointment = FRIDAY
    browser = house.signed_in("evergreen")

    page = browser.get(RECORD).text
    answer = browser.post(f"{RECORD}/jobs/{JOB_ID}/complete")

    assert f'action="{RECORD}/jobs/{JOB_ID}/complete"' in page
    assert (answer.status_code, answer.headers["location"]) == (303, f"{RECORD}#appointment")
    assert house.quotes.diary.is_done
