"""A service that is down: the page says so, and says what still holds."""

import pytest

from tests.portal.conftest import QUOTE, SIGNING, House, nonce_on
from tests.portal.records import ACCEPTANCE, TOKEN


def test_without_quotes_the_page_says_that_nothing_is_lost(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.take_down("quotes")

    answer = house.browser().get(QUOTE)

    assert answer.status_code == 503
    assert "Nothing is lost" in answer.text
    assert answer.headers["retry-after"] == "2"
    assert f'href="{QUOTE}"' in answer.text


def test_the_portal_itself_does_not_need_the_services(house: House) -> None:
    house.open("evergreen")
    house.take_down("quotes", "billing", "notifications", "referrals")
    browser = house.browser()

    assert browser.get("/portal/evergreen").status_code == 200
    assert browser.get("/office/login").status_code == 200


@pytest.mark.shows("SGN-2")
def test_a_signature_that_found_nobody_can_be_given_again(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    signing = SIGNING | {"nonce": nonce_on(browser.get(QUOTE).text)}
    house.take_down("quotes")

    missed = browser.post(f"{QUOTE}/accept", data=signing)
    house.bring_back(house.quotes)
    answer = browser.post(f"{QUOTE}/accept", data=signing)

    assert missed.status_code == 503
    assert "signing again counts once" in missed.text
    assert answer.status_code == 303
    assert estimate.acceptance


@pytest.mark.shows("SGN-2")
def test_without_billing_the_confirmation_still_confirms(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.take_down("billing")

    answer = house.browser().get(f"{QUOTE}/accepted")

    assert answer.status_code == 200
    assert "Thank you, Dana Fox" in answer.text
    assert "Online payment is out of reach for the moment" in answer.text


@pytest.mark.shows("PAY-3")
def test_back_from_checkout_without_billing_nobody_is_asked_to_pay_again(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.billing.issue()
    house.billing.refuse("/public/checkout/refresh", 503, "unavailable", "Stripe does not answer.")

    page = house.browser().get(f"{QUOTE}/payment?session_id=cs_1").text

    assert "Your payment is on its way" in page
    assert "data-watch" in page
    assert "/checkout" not in page


def test_the_api_says_it_by_a_problem_document(house: House) -> None:
    house.open("evergreen")
    house.take_down("quotes")

    answer = house.program(house.access_token("evergreen")).get("/api/v1/estimates")

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"


def test_a_service_that_fails_is_not_told_of_in_its_words(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(f"/public/links/{TOKEN}", 500, "internal_error", "Traceback in quotes")

    answer = house.browser().get(QUOTE)

    assert answer.status_code == 500
    assert "Traceback" not in answer.text
