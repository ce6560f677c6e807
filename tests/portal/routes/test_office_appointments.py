"""The console's record of a job: when it is done, what the customer asks of that, and what the office does about it."""

import pytest
from fastapi.responses import JSONResponse

from tests.portal.conftest import RECORD, House
from tests.portal.fake_diary import FRIDAY, WISH
from tests.portal.records import ACCEPTANCE, JOB_ID

pytestmark = pytest.mark.shows("EXT-5", "OFF-1")
PLACE = f"{RECORD}/jobs/{JOB_ID}/appointment"
AT = f"/jobs/{JOB_ID}/appointment"
HOURS = {"date": "2026-12-04", "start": "09:00", "end": "11:00"}


def with_a_job(house: House, *, scheduled: bool = True, asked: bool = False) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.quotes.diary.appointment = FRIDAY if scheduled else None
    house.quotes.diary.request = WISH if asked else None


def test_a_job_without_a_time_offers_to_set_one(house: House) -> None:
    with_a_job(house, scheduled=False)

    page = house.signed_in("evergreen").get(RECORD).text

    assert "Not scheduled yet" in page
    assert f'action="{PLACE}"' in page
    assert "Call it off" not in page


def test_the_time_is_shown_on_the_clocks_of_the_business_and_ready_to_be_moved(house: House) -> None:
    with_a_job(house)

    page = house.signed_in("evergreen").get(RECORD).text

    assert "Friday, December 4, 2026" in page
    assert "9:00\u00a0AM to 11:00\u00a0AM" in page
    for name, value in HOURS.items():
        assert f'name="{name}" value="{value}"' in page
    assert "asks for another time" not in page


def test_what_the_customer_asks_for_can_be_confirmed_or_not(house: House) -> None:
    with_a_job(house, asked=True)

    page = house.signed_in("evergreen").get(RECORD).text

    assert "Dana Fox asks for another time:" in page
    assert '<option value="2026-12-07">Monday, December 7, 2026</option>' in page
    assert "After &lt;school&gt;" in page
    assert f'action="{PLACE}/keep"' in page


def test_setting_a_time_is_passed_on_and_the_office_reads_that_the_customer_is_told(house: House) -> None:
    with_a_job(house, scheduled=False)
    browser = house.signed_in("evergreen")

    answer = browser.post(PLACE, data=HOURS)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{RECORD}?appointment=mailed#appointment")
    assert house.quotes.last(AT).body == b'{"date":"2026-12-04","start":"09:00","end":"11:00"}'
    assert "The change is on the customer's page" in browser.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("what", "form", "body"),
    [
        ("keep", {"text": "The lift is booked."}, b'{"text":"The lift is booked."}'),
        ("cancel", {"reason": "The crew is ill."}, b'{"reason":"The crew is ill."}'),
        ("cancel", {}, b'{"reason":""}'),
    ],
)
def test_keeping_it_and_calling_it_off_are_passed_on(
    house: House, what: str, form: dict[str, str], body: bytes
) -> None:
    with_a_job(house, asked=True)

    answer = house.signed_in("evergreen").post(f"{PLACE}/{what}", data=form)

    assert answer.headers["location"] == f"{RECORD}?appointment=mailed#appointment"
    assert house.quotes.last(f"{AT}/{what}").body == body


def test_a_change_that_was_none_is_not_said_to_be_mailed(house: House) -> None:
    with_a_job(house)
    house.quotes.answer(AT, JSONResponse(house.quotes.diary.changed | {"changed": False}))

    answer = house.signed_in("evergreen").post(PLACE, data=HOURS)

    assert answer.headers["location"] == f"{RECORD}#appointment"


@pytest.mark.shows("LNK-8")
def test_a_change_that_is_not_mailed_says_why(house: House) -> None:
    with_a_job(house)
    browser = house.signed_in("evergreen")
    obstacle = {"not_mailed": {"category": "missing_contact", "detail": "More of it."}}
    house.quotes.answer(AT, JSONResponse(house.quotes.diary.changed | obstacle))

    answer = browser.post(PLACE, data=HOURS)
    house.quotes.refusals.clear()

    page = browser.get(answer.headers["location"]).text
    assert "The change is on the customer's page, and was not sent." in page
    assert "There is no email address on file for the customer." in page


def test_a_time_that_cannot_be_is_told_as_what_it_is(house: House) -> None:
    with_a_job(house)
    browser = house.signed_in("evergreen")
    said = "start: no clock shows 02:30 on 2027-03-14, as they are set forward then. Choose another time."
    house.quotes.refuse(AT, 422, "invalid_appointment", "Check start.", ("start", said))

    answer = browser.post(PLACE, data=HOURS)

    assert answer.status_code == 422
    assert "no clock shows 02:30" in answer.text


def test_a_record_stands_while_nothing_can_be_told_of_its_appointment(house: House) -> None:
    with_a_job(house)
    house.quotes.refuse(AT, 503, "unavailable", "Not now.")

    answer = house.signed_in("evergreen").get(RECORD)

    assert answer.status_code == 200
    assert "Whole-house exterior wash" in answer.text
    assert f'action="{PLACE}"' not in answer.text


def test_what_is_withdrawn_is_only_to_be_seen(house: House) -> None:
    with_a_job(house, asked=True)
    for estimate in house.quotes.estimates.values():
        estimate.status = "void"

    page = house.signed_in("evergreen").get(RECORD).text

    assert "Friday, December 4, 2026" in page
    assert PLACE not in page
