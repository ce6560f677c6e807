"""What a member of the office is told of, and addresses that are not written to, in the console."""

import json

import pytest

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.records import ESTIMATE_ID

HERE, CUSTOMER = "/office/settings/notifications", f"/office/customers/{CUSTOMER_ID}"
BOUNCED = {
    "address": "dana@example.com",
    "blocks": "all",
    "reason": "bounced",
    "detail": "550 no such <user>",
    "since": "2026-11-23T20:09:00Z",
    "what_to_do": "Ask the customer for the right address.",
    "can_be_lifted": True,
}


@pytest.mark.shows("SET-2")
def test_each_kind_is_chosen_and_kept(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    answer = browser.post(
        HERE,
        data={
            "email-lead_created": "digest",
            "sms-lead_created": "yes",
            "phone": "(212) 555-0100",
            "digest_hour": "7",
            "quiet_from": "20",
            "quiet_until": "6",
        },
    )

    kept = json.loads(house.notifications.last("/settings/notifications").body)["mine"]
    page = browser.get(answer.headers["location"]).text
    assert kept["kinds"]["lead_created"] == {"email": "digest", "in_app": False, "sms": True}
    assert (kept["phone"], kept["digest_hour"], kept["quiet_from"], kept["quiet_until"]) == ("(212) 555-0100", 7, 20, 6)
    assert '<option value="digest" selected>' in page
    assert "Saved." in page


@pytest.mark.shows("SET-2")
def test_what_is_missing_is_named_and_nothing_typed_is_lost(house: House) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(HERE, data={"email-lead_created": "off", "sms-lead_created": "yes"})

    assert answer.status_code == 422
    assert 'id="phone-error"' in answer.text
    assert '<option value="off" selected>' in answer.text


@pytest.mark.shows("NOT-2")
@pytest.mark.parametrize("page", [CUSTOMER, f"/office/estimates/{ESTIMATE_ID}"])
def test_an_address_that_gets_nothing_is_shown_with_what_to_do(house: House, page: str) -> None:
    house.sent(house.open("evergreen"))
    house.notifications.suppressed = [BOUNCED]

    shown = house.signed_in("evergreen").get(page).text

    assert "Nothing goes to dana@example.com" in shown
    assert "Ask the customer for the right address." in shown
    assert "550 no such &lt;user&gt;" in shown


@pytest.mark.shows("NOT-2")
def test_the_office_has_it_written_to_again_and_a_viewer_may_not(house: House) -> None:
    house.notifications.suppressed = [BOUNCED]
    employ(house, house.open("evergreen"), "vera@evergreen.example", "viewer")
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})

    looked, refused = viewer.get(CUSTOMER), viewer.post(f"{CUSTOMER}/write-again", data={"address": "dana@example.com"})
    lifted = house.signed_in("evergreen").post(f"{CUSTOMER}/write-again", data={"address": "dana@example.com"})

    assert "Nothing goes to" in looked.text
    assert "Write to it again" not in looked.text
    assert refused.status_code == 403
    assert (lifted.status_code, lifted.headers["location"]) == (303, CUSTOMER)
    assert house.notifications.suppressed == []
