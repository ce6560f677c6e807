"""Changing an estimate in the console: what saving does, and what happens when somebody else was quicker."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.portal.conftest import RECORD, House
from tests.portal.fake_quotes import Estimate
from tests.portal.pages.parsed import ParsedPage
from tests.portal.records import DOCUMENT, ESTIMATE_ID
from tests.portal.routes.test_office_drafting import focused, typed

pytestmark = pytest.mark.shows("EST-7", "OFF-1")
EDIT = f"{RECORD}/edit"
LINE = "0193e7a0-0000-7000-8000-0000000000a1"
PLAIN: dict[str, Any] = DOCUMENT | {
    "line_items": [DOCUMENT["line_items"][0] | {"id": LINE}],  # type: ignore[index]
    "options": [],
}


@pytest.fixture
def estimate(house: House) -> Estimate:
    sent = house.sent(house.open("evergreen"))
    sent.document = dict(PLAIN)
    return sent


@pytest.fixture
def browser(house: House, estimate: Estimate) -> TestClient:
    return house.signed_in("evergreen")


def opened(browser: TestClient) -> dict[str, Any]:
    """The form as the page has it."""
    return typed(ParsedPage(browser.get(EDIT).text)) | {"record_type": "generic"}


def test_what_is_on_file_is_there_to_be_changed_and_goes_back_as_it_was(house: House, browser: TestClient) -> None:
    form = opened(browser)

    answer = browser.post(EDIT, data=form | {"title": "House and roof", "do": "save"})

    assert (answer.status_code, answer.headers["location"]) == (303, RECORD)
    (body,) = house.quotes.editing.revised
    assert (body["title"], body["version"], body["document_hash"]) == ("House and roof", 1, "ab" * 32)
    (line,) = body["line_items"]
    assert (line["id"], line["unit_price"], line["tax_rate"]) == (LINE, 80_000, "0.0825")
    assert (body["deposit"], body["expires_on"], body["terms"]) == (
        {"kind": "fixed", "value": 30_000},
        "2030-12-31",
        "Payment within 14 days.",
    )
    assert "public_token" not in body


@pytest.mark.parametrize(
    "forged",
    [{"version": "9" * 5000}, {"version": "\u0663"}, {"record_type": "holiday_lights", "design_rest": '{"a": 1e999}'}],
)
def test_no_hidden_field_breaks_it_whatever_it_holds(house: House, browser: TestClient, forged: dict[str, str]) -> None:
    form = opened(browser)

    answer = browser.post(EDIT, data=form | forged | {"do": "save"})

    assert answer.status_code in {303, 409}
    assert all(body["version"] in {0, 1} for body in house.quotes.editing.revised)


@pytest.mark.parametrize(
    ("status", "about", "button"),
    [
        ("draft", "", "Save draft"),
        ("sent", "The customer has version 1. Saving makes version 2, and tells them when", "Save version 2"),
        ("viewed", "The customer has version 1. Saving makes version 2, and tells them when", "Save version 2"),
        ("expired", "E-1001 has expired. With a later expiry date, saving opens it again as", "Save version 2"),
        ("declined", "The customer has declined version 1. Saving opens it again", "Save version 2"),
    ],
)
def test_the_page_says_what_saving_does_before_anything_is_saved(
    browser: TestClient, estimate: Estimate, status: str, about: str, button: str
) -> None:
    estimate.status = status

    page = ParsedPage(browser.get(EDIT).text)

    assert about in page.one("main").text
    assert button in [one.text for one in page.all("button")]
    assert ("Save and send" in [one.text for one in page.all("button")]) == (status == "draft")


@pytest.mark.parametrize(
    ("status", "why"), [("accepted", "what was signed stays as it is"), ("void", "withdrawn for good")]
)
def test_what_is_settled_says_why_it_cannot_be_changed_and_what_to_do(
    browser: TestClient, estimate: Estimate, status: str, why: str
) -> None:
    estimate.status = status

    answer = browser.get(EDIT)

    assert (answer.status_code, why in answer.text, "duplicate it" in answer.text) == (409, True, True)
    assert f'href="{RECORD}"' in answer.text
    assert f'href="{EDIT}"' not in browser.get(RECORD).text


def test_the_second_of_two_sees_what_the_first_has_saved_and_keeps_their_own_text(
    house: House, browser: TestClient, estimate: Estimate
) -> None:
    form = opened(browser) | {"title": "My title", "line": [LINE, "n1"], "n1.description": "Mine", "n1.quantity": "1"}
    estimate.document = PLAIN | {"title": "Their title"}
    estimate.version, estimate.document_hash = 2, "cd" * 32

    answer = browser.post(EDIT, data=form | {"n1.unit_price": "5", "do": "save"})

    page = ParsedPage(answer.text)
    rows = [[cell.text for cell in page.all("th", "td") if cell.inside("tr") is row] for row in page.all("tr")]
    assert (answer.status_code, house.quotes.editing.revised) == (409, [])
    assert rows == [
        ["What differs", "Saved now", "Yours"],
        ["Title", "Their title", "My title"],
        ["Line “Mine”", "not there", "1 at 5.00"],
    ]
    assert "while you were writing" in page.one("main").text
    held = typed(page)
    assert (held["title"], held["n1.description"], focused(page)) == ("My title", "Mine", ["conflict"])
    again = browser.post(EDIT, data=held | {"line": [LINE, "n1"], "record_type": "generic", "do": "save"})
    assert (again.status_code, house.quotes.editing.revised[0]["title"]) == (303, "My title")


def test_the_same_form_pressed_twice_is_no_conflict(house: House, browser: TestClient, estimate: Estimate) -> None:
    form = opened(browser) | {"title": "House and roof", "do": "save"}
    browser.post(EDIT, data=form)
    estimate.document, estimate.document_hash = PLAIN | {"title": "House and roof"}, "cd" * 32

    again = browser.post(EDIT, data=form)

    assert (again.status_code, again.headers["location"]) == (303, RECORD)
    assert len(house.quotes.editing.revised) == 1


def test_a_photo_that_was_added_meanwhile_is_no_conflict(house: House, browser: TestClient, estimate: Estimate) -> None:
    form = opened(browser) | {"title": "House and roof", "do": "save"}
    estimate.version, estimate.document_hash = 2, "cd" * 32

    answer = browser.post(EDIT, data=form)

    assert answer.status_code == 303
    assert house.quotes.editing.revised[0]["version"] == 2


def test_what_was_accepted_meanwhile_can_be_saved_as_a_new_one(
    house: House, browser: TestClient, estimate: Estimate
) -> None:
    form = opened(browser) | {"title": "House and roof"}
    estimate.status = "accepted"

    refused = browser.post(EDIT, data=form | {"do": "save"})
    copied = browser.post(EDIT, data=form | {"do": "copy"})

    why = "E-1001 has been accepted, so it cannot be changed. All that you have typed is still here."
    assert (refused.status_code, why in refused.text) == (409, True)
    assert 'value="copy"' in refused.text
    assert (copied.status_code, house.quotes.editing.drafted[0]["title"]) == (303, "House and roof")
    assert house.quotes.editing.drafted[0]["customer_id"] == "c-1"


def test_what_is_wrong_is_said_and_a_row_button_works_as_in_a_new_one(house: House, browser: TestClient) -> None:
    form = opened(browser)

    wrong = ParsedPage(browser.post(EDIT, data=form | {f"{LINE}.quantity": "x", "do": "save"}).text)
    more = ParsedPage(browser.post(EDIT, data=form | {"do": "add-option"}).text)

    assert focused(wrong) == [f"{LINE}.quantity"]
    assert (focused(more), typed(more)["option"]) == (["n1.name"], "n1")
    assert house.quotes.editing.revised == []


def test_while_quotes_is_away_the_text_stays(house: House, browser: TestClient) -> None:
    form = opened(browser) | {"title": "House and roof", "do": "save"}
    house.take_down("quotes")

    answer = browser.post(EDIT, data=form)

    assert (answer.status_code, "All that you have typed is still here." in answer.text) == (503, True)
    assert typed(ParsedPage(answer.text))["title"] == "House and roof"


def test_somebody_elses_estimate_is_not_there(house: House, browser: TestClient) -> None:
    house.quotes.refuse(f"/estimates/{ESTIMATE_ID}", 404, "estimate_not_found", "There is no such estimate.")

    answers = [browser.get(EDIT), browser.post(EDIT, data={"do": "save"})]

    assert [answer.status_code for answer in answers] == [404, 404]
