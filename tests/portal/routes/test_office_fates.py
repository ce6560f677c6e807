"""What becomes of an estimate in the console: duplicated, withdrawn, or put right so that it can be sent."""

import json
import re

import pytest

from shared.web.errors import problem
from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, RECORD, House
from tests.portal.fake_editing import COPY_ID
from tests.portal.records import ESTIMATE_ID

pytestmark = pytest.mark.shows("OFF-1")
SEND = f"/estimates/{ESTIMATE_ID}/send"


def test_a_duplicate_is_opened_to_be_changed(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    pages = [browser.get(RECORD).text for _ in range(2)]
    (first, second) = (
        re.findall(rf'action="{RECORD}/duplicate">.*?name="once" value="([^"]+)"', page) for page in pages
    )
    pressed = browser.post(f"{RECORD}/duplicate", data={"once": first[0]})

    assert (pressed.status_code, pressed.headers["location"]) == (303, f"/office/estimates/{COPY_ID}/edit")
    # Quotes answers a key once, so a button pressed twice makes one draft; the page opened anew makes another one.
    assert house.quotes.last(f"/estimates/{ESTIMATE_ID}/duplicate").headers["idempotency-key"] == first[0]
    assert first != second


@pytest.mark.shows("EST-3")
def test_what_is_withdrawn_says_why(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    answer = browser.post(f"{RECORD}/void", data={"reason": "The house was sold."})

    assert (answer.status_code, answer.headers["location"], estimate.status) == (303, RECORD, "void")
    assert json.loads(house.quotes.last(f"/estimates/{ESTIMATE_ID}/void").body) == {"reason": "The house was sold."}
    assert f'action="{RECORD}/void"' not in browser.get(RECORD).text


@pytest.mark.shows("EST-3")
def test_what_was_accepted_is_withdrawn_for_a_reason_only(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status = "accepted"

    answer = house.signed_in("evergreen").post(f"{RECORD}/void")

    assert (answer.status_code, estimate.status) == (422, "accepted")
    assert 'id="reason-error">Say why: it was accepted.</p>' in answer.text
    assert '<details class="revoke void" open>' in answer.text


def test_what_cannot_be_withdrawn_any_more_says_so(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(f"/estimates/{ESTIMATE_ID}/void", 409, "not_voidable", "E-1001 has been withdrawn.")

    answer = house.signed_in("evergreen").post(f"{RECORD}/void")

    assert (answer.status_code, "E-1001 has been withdrawn." in answer.text) == (409, True)


@pytest.mark.shows("LNK-8")
@pytest.mark.parametrize(
    ("category", "way_out"),
    [
        ("missing_contact", '<a href="/office/customers/c-1">Open the customer</a>'),
        ("missing_options", f'<a href="{RECORD}/edit">Edit the estimate</a>'),
        ("missing_maintenance_plan", f'<a href="{RECORD}/edit">Edit the estimate</a>'),
        ("link_setup", '<a href="/office/settings/account">Open the account settings</a>'),
    ],
)
def test_a_send_that_fails_leads_to_where_it_is_put_right(house: House, category: str, way_out: str) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.answer(SEND, problem(422, "send_failed", "Do this.", category=category))

    answer = house.signed_in("evergreen").post(f"{RECORD}/send")

    assert (answer.status_code, way_out in answer.text) == (422, True)


def test_a_viewer_is_offered_nothing_of_it(house: House) -> None:
    house.sent(house.open("evergreen"))
    employ(house, house.billing.workspace_id, "vera@evergreen.example", "viewer")  # type: ignore[arg-type]
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})

    page = viewer.get(RECORD).text

    assert [part for part in ("/duplicate", "/void", "/edit") if f"{RECORD}{part}" in page] == []
