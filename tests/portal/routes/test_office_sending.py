"""Sending from the console: the dialog, and what it says when nothing went out."""

import json

import pytest

from shared.web.errors import problem
from tests.portal.conftest import RECORD, House
from tests.portal.records import ESTIMATE_ID

pytestmark = pytest.mark.shows("LNK-8")
SEND = f"/estimates/{ESTIMATE_ID}/send"
TITLES = {
    "link_setup": "There can be no link yet",
    "missing_options": "There are no packages to choose from",
    "missing_maintenance_plan": "There is no maintenance plan in it",
    "missing_contact": "The customer cannot be reached that way",
    "email_unavailable": "Email does not go out for the moment",
    "sms_unavailable": "Text messages are not set up",
}


def test_the_dialog_asks_as_what_and_by_what(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    closed, opened = browser.get(RECORD).text, browser.get(f"{RECORD}?send").text

    assert "<dialog" not in closed
    assert f'action="{RECORD}/send"' in opened
    assert '<input type="radio" name="kind" value="proposal">' in opened
    assert '<input type="radio" name="kind" value="estimate" checked>' in opened
    assert "Email to dana.fox@example.com" in opened
    assert "Text message to (415) 555-0132" in opened


def test_what_was_asked_for_is_sent(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.signed_in("evergreen").post(f"{RECORD}/send", data={"kind": "proposal", "channel": "sms"})

    assert (answer.status_code, answer.headers["location"]) == (303, RECORD)
    assert json.loads(house.quotes.last(SEND).body) == {"kind": "proposal", "channel": "sms"}


@pytest.mark.parametrize("category", TITLES)
def test_a_send_that_fails_says_why_in_words_with_the_way_out(house: House, category: str) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.answer(SEND, problem(422, "send_failed", "Do this, then send it again.", category=category))

    answer = house.signed_in("evergreen").post(f"{RECORD}/send", data={"kind": "proposal", "channel": "email"})

    assert answer.status_code == 422
    assert [title for title in TITLES.values() if f"<strong>{title}.</strong>" in answer.text] == [TITLES[category]]
    assert "Do this, then send it again." in answer.text
    assert "Nothing was sent, and the record is as it was." in answer.text
    assert '<input type="radio" name="kind" value="proposal" checked>' in answer.text


def test_one_that_cannot_be_sent_now_says_so_in_the_dialog(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(SEND, 409, "not_sendable", "E-1001 has expired. Give it a later expiry date, then send it.")

    answer = house.signed_in("evergreen").post(f"{RECORD}/send")

    assert answer.status_code == 409
    assert "It cannot be sent now" in answer.text
    assert "Give it a later expiry date" in answer.text


@pytest.mark.shows("LNK-5")
def test_a_record_with_a_token_comes_with_no_warning(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.signed_in("evergreen").get(RECORD).text

    assert "view-only" not in page.lower()
    assert "CUSTOMER_TOKEN_SECRET" not in page
