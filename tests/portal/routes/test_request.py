"""The Request tab, and the same by program: what is taken in, once, and what is not."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from shared.clock import utc_now
from tests.portal.conftest import House, nonce_on
from tests.support.services import published

PAGE = "/portal/evergreen/request"
API = "/api/v1/public/portals/evergreen/estimate-requests"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
PRESSED = {"pressed": "yes"}
KIM = {"name": "Kim Doe", "email": "Kim@Example.com", "services": ["House wash"]}


def opened(house: House, *services: str) -> UUID:
    """Evergreen takes requests, for these services; the workspace's id."""
    workspace_id = house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    program.patch("/api/v1/settings/services", json={"services": services or ["House wash", "Roof cleaning"]})
    answer = program.patch("/api/v1/settings/portal", json={"estimate_requests": True})
    assert answer.status_code == 200, answer.text
    return workspace_id


def form_on(page: str, **typed: Any) -> dict[str, Any]:
    """The form as a person's browser sends it."""
    return dict(HIDDEN.findall(page)) | {"nonce": nonce_on(page)} | typed


def requested(house: House) -> list[dict[str, Any]]:
    return [event["data"] for event in published(house.context, "EstimateRequested")]


@pytest.mark.shows("REQ-1", "SET-1")
def test_the_front_page_leads_to_the_form_once_requests_are_on(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    before = browser.get("/portal/evergreen").text, browser.get(PAGE).status_code, browser.post(PAGE).status_code
    program = house.program(house.access_token("evergreen"))

    early = program.patch("/api/v1/settings/portal", json={"estimate_requests": True})
    program.patch("/api/v1/settings/services", json={"services": ["House wash", "Roof cleaning"]})
    program.patch("/api/v1/settings/portal", json={"estimate_requests": True})

    page = browser.get(PAGE).text
    assert PAGE not in before[0]
    assert before[1:] == (404, 404)
    assert (early.status_code, early.json()["code"]) == (409, "prerequisite_missing")
    assert PAGE in browser.get("/portal/evergreen").text
    assert re.findall(r'name="services" value="([^"]+)"', page) == ["House wash", "Roof cleaning"]


@pytest.mark.shows("REQ-1", "REQ-2")
def test_what_was_typed_is_taken_in_and_thanked_for(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(
        browser.get(PAGE).text,
        **KIM,
        phone="(212) 555-0143",
        address="3 Oak Street\r\nDuluth",
        notes="The gate is open.\r\nThere is a dog.",
    )

    answer = browser.post(PAGE, data=form)

    (told,) = requested(house)
    assert "Thank you, Kim Doe!" in answer.text
    assert told | {"request_id": "", "workspace_id": "", "requested_at": ""} == {
        "request_id": "",
        "workspace_id": "",
        "requested_at": "",
        "name": "Kim Doe",
        "email": "Kim@Example.com",
        "phone": "+12125550143",
        "address": "3 Oak Street\nDuluth",
        "services": ["House wash"],
        "notes": "The gate is open.\nThere is a dog.",
        "referral_code": None,
        "photos": 0,
    }


@pytest.mark.shows("REQ-2")
def test_it_is_taken_in_while_every_other_service_is_down(house: House) -> None:
    opened(house)
    browser = house.browser()
    house.take_down("quotes", "billing", "notifications", "referrals")

    answer = browser.post(PAGE, data=form_on(browser.get(PAGE).text, **KIM))

    assert "Thank you, Kim Doe!" in answer.text
    assert len(requested(house)) == 1


@pytest.mark.shows("REQ-2")
def test_the_same_form_sent_twice_is_one_request_and_a_corrected_one_another(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM)

    twice = [browser.post(PAGE, data=form) for _ in range(2)]
    browser.post(PAGE, data=form | {"email": "kim@example.org"})

    assert ["Thank you" in answer.text for answer in twice] == [True, True]
    assert [told["email"] for told in requested(house)] == ["Kim@Example.com", "kim@example.org"]


@pytest.mark.shows("REQ-2", "OFF-2")
@pytest.mark.parametrize("again", [{"headers": {"Idempotency-Key": "k-1"}}, {"submission": "s-1"}])
def test_a_program_that_repeats_itself_makes_one_request(house: House, again: dict[str, Any]) -> None:
    opened(house)
    headers = again.pop("headers", {})

    answers = [house.program().post(API, json=KIM | again, headers=headers) for _ in range(2)]
    other = house.program().post(API, json=KIM)

    assert [answer.status_code for answer in (*answers, other)] == [202] * 3
    assert answers[0].json() == answers[1].json()
    assert {told["request_id"] for told in requested(house)} == {
        answers[0].json()["request_id"],
        other.json()["request_id"],
    }


@pytest.mark.shows("REQ-1")
@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"name": " "}, {"name"}),
        ({"email": ""}, {"email"}),
        ({"email": "kim at example"}, {"email"}),
        ({"phone": "12"}, {"phone"}),
        ({"name": "", "email": "", "services": ["Roofing"]}, {"name", "email", "services"}),
        ({"notes": "x" * 5001}, {"notes"}),
        ({"name": "Kim\x00"}, {"name"}),
    ],
)
def test_all_that_is_wrong_is_told_at_once_and_nothing_typed_is_lost(
    house: House, typed: dict[str, Any], fields: set[str]
) -> None:
    opened(house)
    browser = house.browser()

    answer = browser.post(PAGE, data=form_on(browser.get(PAGE).text, **KIM | {"address": "3 Oak Street"} | typed))

    assert answer.status_code == 422
    assert set(re.findall(r'id="(\w+)-error"', answer.text)) == fields
    assert "3 Oak Street" in answer.text
    assert requested(house) == []


@pytest.mark.shows("REQ-1")
def test_either_an_email_address_or_a_phone_number_is_enough(house: House) -> None:
    opened(house)

    answer = house.program().post(API, json={"name": "Kim", "phone": "212 555 0143"})
    neither = house.program().post(API, json={"name": "Kim"})

    (told,) = requested(house)
    assert answer.status_code == 202
    assert (told["email"], told["phone"]) == (None, "+12125550143")
    assert (neither.status_code, neither.json()["errors"][0]["field"]) == (422, "email")


@pytest.mark.shows("REQ-1", "LNK-10")
def test_whoever_shows_no_sign_of_a_person_is_asked_once_more_with_everything_kept(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM | {"services": ["House wash", "Roof cleaning"]}) | {"nonce": ""}

    asked = browser.post(PAGE, data=form)
    at_once = HIDDEN.findall(asked.text)
    with time_machine.travel(utc_now() + timedelta(seconds=5), tick=False):
        kept: dict[str, Any] = {name: [v for n, v in at_once if n == name] for name, _ in at_once}
        meant = browser.post(PAGE, data=kept | PRESSED)

    (told,) = requested(house)
    assert "Request this estimate?" in asked.text
    assert "Thank you" in meant.text
    assert told["services"] == ["House wash", "Roof cleaning"]


@pytest.mark.shows("REQ-1", "LNK-10")
def test_a_robot_that_fills_in_everything_or_presses_at_once_requests_nothing(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM)

    browser.post(PAGE, data=form | {"subject": "cheap pills"})
    asked = browser.post(PAGE, data=form | {"nonce": ""})
    browser.post(PAGE, data=dict(HIDDEN.findall(asked.text)) | PRESSED)
    browser.get(PAGE)
    browser.head(PAGE)

    assert requested(house) == []


@pytest.mark.shows("REQ-1")
def test_requests_are_limited_by_where_they_come_from_and_what_was_typed_stays(house: House) -> None:
    opened(house)
    with time_machine.travel(datetime(2099, 11, 23, 12, 0, 1, tzinfo=UTC), tick=False):
        for _ in range(10):
            assert house.program(ip="198.51.100.1").post(API, json=KIM).status_code == 202
        browser = house.browser(ip="198.51.100.1")

        page = browser.post(PAGE, data=form_on(browser.get(PAGE).text, **KIM))
        elsewhere = house.program(ip="203.0.113.9").post(API, json=KIM)

    assert (page.status_code, page.headers["Retry-After"]) == (429, "3599")
    assert "Kim@Example.com" in page.text
    assert elsewhere.status_code == 202


@pytest.mark.shows("REQ-2", "REF-2")
def test_the_code_of_a_shared_link_goes_along(house: House) -> None:
    opened(house)
    browser = house.browser()
    browser.cookies.set("referral", "ABCD2345")
    page = browser.get(PAGE)

    browser.post(PAGE, data=form_on(page.text, **KIM))

    (told,) = requested(house)
    assert "Somebody has recommended us to you" in page.text
    assert told["referral_code"] == "ABCD2345"


def test_hostile_words_stay_words(house: House) -> None:
    opened(house, "<b>Wash</b>")
    browser = house.browser()
    evil = '"><script>alert(1)</script>'
    form = form_on(browser.get(PAGE).text, **KIM | {"name": evil, "services": ["<b>Wash</b>"], "notes": evil})

    pages = [browser.post(PAGE, data=form), browser.post(PAGE, data=form | {"email": "x"})]
    pages.append(browser.post(PAGE, data=form | {"nonce": ""}))

    assert [answer.status_code for answer in pages] == [200, 422, 200]
    assert not any("<script>alert" in answer.text or "<b>Wash" in answer.text for answer in pages)


def test_nothing_of_a_request_is_kept_in_the_clear_but_what_is_on_its_way(house: House) -> None:
    opened(house)
    house.program().post(API, json=KIM)

    with house.context.database.read() as session:
        (row,) = session.connection().exec_driver_sql("SELECT * FROM estimate_requests").all()

    assert not any(word in str(row) for word in ("Kim", "example", "wash"))
