"""The customer's page of a job that has an appointment."""

from html import unescape

import pytest

from shared.web.errors import problem
from tests.portal.conftest import QUOTE, RECORD, House, nonce_on
from tests.portal.fake_diary import CALENDAR, FRIDAY, WISH
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID, TOKEN

pytestmark = pytest.mark.shows("EXT-5")
ASKED = f"/public/links/{TOKEN}/appointment-requests"


def on_friday(house: House, **asked: object) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.quotes.diary.appointment = FRIDAY
    house.quotes.diary.request = WISH | asked if asked else None


@pytest.mark.parametrize("prefix", ["/quote", "/l"])
@pytest.mark.parametrize("part", ["", "/accepted"])
def test_both_kinds_of_link_show_when_the_job_is_done(house: House, prefix: str, part: str) -> None:
    on_friday(house)

    page = house.browser().get(f"{prefix}/{TOKEN}{part}").text

    assert "Your appointment" in page
    assert "Friday, December 4, 2026" in page
    assert "9:00\u00a0AM to 11:00\u00a0AM" in page
    assert f'href="{prefix}/{TOKEN}/appointment.ics"' in page


def test_before_a_time_is_set_nothing_is_said_of_one(house: House) -> None:
    on_friday(house)
    house.quotes.diary.appointment = None

    page = house.browser().get(QUOTE).text

    assert "Your appointment" not in page


def test_a_page_that_awaits_a_signature_asks_for_no_appointment(house: House) -> None:
    house.sent(house.open("evergreen"))

    house.browser().get(QUOTE)

    assert [path for path in house.quotes.asked("GET") if path.endswith("/appointment")] == []


@pytest.mark.shows("LNK-9")
def test_the_page_stands_while_nothing_can_be_told_of_it(house: House) -> None:
    on_friday(house)
    house.quotes.refuse(f"/public/links/{TOKEN}/appointment", 500, "internal_error", "Something went wrong.")

    page = house.browser().get(QUOTE)

    assert page.status_code == 200
    assert "Your appointment" not in page.text


@pytest.mark.parametrize("base", [QUOTE, f"{RECORD}/preview"])
def test_the_calendar_file_is_handed_on_as_it_is(house: House, base: str) -> None:
    on_friday(house)
    browser = house.browser() if base == QUOTE else house.signed_in("evergreen")

    answer = browser.get(f"{base}/appointment.ics")

    assert answer.text == CALENDAR
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["content-disposition"] == 'attachment; filename="E-1001.ics"'
    assert "x-secret" not in answer.headers


def test_asking_for_another_time_is_passed_on_and_shown(house: House) -> None:
    on_friday(house)
    browser = house.browser()
    form = {"day_1": "2026-12-07", "day_2": "", "day_3": "2026-12-08", "day_note": " After <school> "}
    form["nonce"] = nonce_on(browser.get(QUOTE).text)

    answer = browser.post(f"{QUOTE}/appointment", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUOTE}#appointment")
    assert house.quotes.last(ASKED).body == b'{"days":["2026-12-07","2026-12-08"],"note":"After <school>"}'
    page = browser.get(QUOTE).text
    assert "You asked for another time:</strong> Monday, December 7, 2026 or Tuesday, December 8, 2026." in page
    assert "After &lt;school&gt;" in page
    assert 'name="day_1"' not in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"day_1": ""}, "Choose a day that would suit you."),
        ({"day_1": "12/07/2026"}, "Enter the day as 2026-12-31"),
        ({"day_1": "2026-12-07", "day_2": "soon"}, "Enter the day as 2026-12-31"),
    ],
)
def test_what_is_no_day_is_said_before_anybody_is_asked(house: House, days: dict[str, str], words: str) -> None:
    on_friday(house)
    browser = house.browser()
    form = days | {"day_note": "Hello", "nonce": nonce_on(browser.get(QUOTE).text)}

    answer = browser.post(f"{QUOTE}/appointment", data=form)

    assert answer.status_code == 422
    assert words in answer.text
    assert ">Hello</textarea>" in answer.text
    assert '<details class="decline screen-only" open>' in answer.text
    assert house.quotes.asked("POST") == []


@pytest.mark.parametrize(
    ("field", "said", "read"),
    [
        ("days", "days must not be over; 2026-11-01 is.", "The day must not be over; 2026-11-01 is."),
        (
            "note",
            "note is 1200 characters long; at most 1000 fit.",
            "What else there is to say is 1200 characters long",
        ),
    ],
)
def test_what_quotes_refuses_stands_at_its_field(house: House, field: str, said: str, read: str) -> None:
    on_friday(house)
    browser = house.browser()
    form = {"day_1": "2026-11-01", "nonce": nonce_on(browser.get(QUOTE).text)}
    house.quotes.refuse(ASKED, 422, "invalid_appointment", said, (field, said))

    answer = browser.post(f"{QUOTE}/appointment", data=form)

    assert answer.status_code == 422
    assert read in answer.text
    assert 'value="2026-11-01"' in answer.text


def test_a_second_wish_is_told_to_wait(house: House) -> None:
    on_friday(house)
    browser = house.browser()
    form = {"day_1": "2026-12-09", "nonce": nonce_on(browser.get(QUOTE).text)}
    house.quotes.diary.request = WISH
    house.quotes.refuse(ASKED, 409, "appointment_request_pending", "You have asked for another time before.")

    answer = browser.post(f"{QUOTE}/appointment", data=form)

    assert answer.status_code == 409
    assert "You have asked for another time before." in answer.text
    assert "You asked for another time:" in answer.text


@pytest.mark.shows("EST-4")
def test_whoever_asks_much_is_told_when_to_try_again(house: House) -> None:
    on_friday(house)
    browser = house.browser()
    house.quotes.answer(ASKED, problem(429, "too_many_requests", "Wait 30 minutes and try again.", retry_after=1800))
    form = {"day_1": "2026-12-09", "nonce": nonce_on(browser.get(QUOTE).text)}

    answer = browser.post(f"{QUOTE}/appointment", data=form)

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1800")


@pytest.mark.shows("LNK-10")
def test_without_script_a_question_comes_first(house: House) -> None:
    on_friday(house)

    answer = house.browser().post(f"{QUOTE}/appointment", data={"day_1": "2026-12-07", "day_note": "Or <later>"})

    assert "Ask for another time?" in answer.text
    assert "Monday, December 7, 2026" in answer.text
    assert "Or &lt;later&gt;" in answer.text
    assert house.quotes.asked("POST") == []


def test_a_refusal_is_read_until_the_time_has_changed(house: House) -> None:
    on_friday(house, status="declined", explanation="The lift is <booked>.", answered_at="2026-11-24T09:00:00.000000Z")
    browser = house.browser()

    refused = browser.get(QUOTE).text
    house.quotes.diary.appointment = FRIDAY | {"changed_at": "2026-11-25T09:00:00.000000Z"}
    moved = browser.get(QUOTE).text

    assert "We could not change the time." in refused
    assert "The lift is &lt;booked&gt;." in refused
    assert "We could not change the time." not in moved


def test_one_that_was_called_off_says_so(house: House) -> None:
    on_friday(house)
    house.quotes.diary.appointment = FRIDAY | {"status": "cancelled"}

    page = house.browser().get(QUOTE).text

    assert "This appointment was called off." in page
    assert "Update your calendar" in page


@pytest.mark.shows("LNK-7")
@pytest.mark.parametrize("part", ["/appointment", "/appointment.ics"])
def test_a_link_opened_by_the_office_leads_to_the_preview_of_that_part(house: House, part: str) -> None:
    on_friday(house)

    answer = house.signed_in("evergreen").get(f"{QUOTE}{part}")

    assert answer.headers["location"] == f"{RECORD}/preview{part}"


@pytest.mark.shows("LNK-7")
def test_the_office_walks_through_it_and_asks_for_nothing(house: House) -> None:
    on_friday(house)
    browser = house.signed_in("evergreen")
    preview = f"{RECORD}/preview"

    page = browser.get(preview).text
    asked = browser.post(f"{preview}/appointment", data={"day_1": "2026-12-07"})
    wrong = browser.post(f"{preview}/appointment", data={"day_1": ""})
    reloaded = browser.get(f"{preview}/appointment")

    assert "Friday, December 4, 2026" in page
    assert f'href="{preview}/appointment.ics"' in page
    assert house.quotes.last(f"/estimates/{ESTIMATE_ID}/preview/appointment")
    assert "Here the wish would have come to you. Nothing was recorded" in unescape(asked.text)
    assert "Choose a day that would suit you." in wrong.text
    assert (reloaded.status_code, reloaded.headers["location"]) == (303, preview)
    assert house.quotes.asked("POST") == []
