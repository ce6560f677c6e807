"""Settings, Billing: to Stripe and back, a key of the business's own, and leaving."""

import json

import pytest

from tests.portal.conftest import House
from tests.portal.pages.parsed import ParsedPage

pytestmark = pytest.mark.shows("PAY-8", "OFF-1")
HERE = "/office/settings/billing"


@pytest.fixture
def office(house: House) -> House:
    house.open("evergreen")
    return house


def test_leads_to_stripes_page_and_nowhere_else(office: House) -> None:
    browser = office.signed_in("evergreen")

    led = browser.post(f"{HERE}/connect")
    office.billing.connection = {"status": "not_ready", "way": "connect", "stripe_account_id": "acct_1"}
    refreshed = browser.get(f"{HERE}/refresh")
    office.billing.onboarding_url = "https://stripe.example/setup"

    asked = json.loads(office.billing.last("/settings/billing/onboard").body)
    assert (led.status_code, led.headers["location"]) == (303, "https://connect.stripe.com/setup/s/acct_1/x")
    assert (refreshed.status_code, refreshed.headers["location"]) == (303, led.headers["location"])
    assert asked["return_url"].endswith(f"{HERE}/return")
    assert browser.post(f"{HERE}/connect").status_code == 502
    assert "https://connect.stripe.com" in browser.get(HERE).headers["content-security-policy"]


def test_a_used_up_address_connects_nothing_by_itself(office: House) -> None:
    answer = office.signed_in("evergreen").get(f"{HERE}/refresh")

    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert "/settings/billing/onboard" not in office.billing.asked("POST")


def test_a_used_up_address_leads_a_stranger_to_the_sign_in(office: House) -> None:
    answer = office.browser().get(f"{HERE}/refresh")

    assert (answer.status_code, "/office/login" in answer.headers["location"]) == (303, True)


def test_coming_back_asks_stripe_and_shows_what_it_says(office: House) -> None:
    browser = office.signed_in("evergreen")
    office.billing.connection = {
        "status": "not_ready",
        "way": "connect",
        "stripe_account_id": "acct_1",
        "missing": ["a bank account that payouts go to"],
        "reason": "Stripe needs more details before it takes payments.",
    }

    back = browser.get(f"{HERE}/return")
    page = browser.get(back.headers["location"]).text

    assert office.billing.last("/settings/billing/check").method == "POST"
    assert "Not ready yet." in page
    assert "a bank account that payouts go to" in page
    assert "Continue at Stripe" in page


def test_a_key_is_taken_and_never_shown(office: House) -> None:
    browser = office.signed_in("evergreen")
    taken = browser.post(f"{HERE}/key", data={"key": "rk_test_secret"})
    office.billing.refuse("/settings/billing/key", 422, "stripe_key_not_good", "Too little.", ("key", "Too little."))

    wrong = browser.post(f"{HERE}/key", data={"key": "rk_test_secret"})

    assert (taken.status_code, taken.headers["location"]) == (303, f"{HERE}?said=key")
    assert (wrong.status_code, "Too little." in wrong.text, "rk_test_secret" in wrong.text) == (422, True, False)
    typed = next(field for field in ParsedPage(wrong.text).all("input") if field.get("name") == "key")
    assert (typed.get("type"), typed.get("value")) == ("password", None)


def test_it_is_disconnected_and_says_so(office: House) -> None:
    browser = office.signed_in("evergreen")

    left = browser.post(f"{HERE}/disconnect")

    assert office.billing.last("/settings/billing/disconnect").method == "POST"
    assert "Stripe is disconnected." in browser.get(left.headers["location"]).text


def test_a_webhook_of_a_businesses_own_account_is_handed_on_with_its_address(office: House) -> None:
    answer = office.program().post("/webhooks/stripe/tok-1", content=b"{}", headers={"Stripe-Signature": "t=1,v1=good"})

    assert answer.status_code == 200
    assert office.billing.last("/webhooks/stripe/tok-1").headers["stripe-signature"] == "t=1,v1=good"
