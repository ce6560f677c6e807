"""A customer's saved card on the page of an invoice: kept where they tick it, chosen about by a person."""

import pytest

from tests.portal.conftest import QUOTE, House, nonce_on
from tests.portal.records import ACCEPTANCE
from tests.portal.routes.test_payment import accepted, press_pay

CARD = {"brand": "visa", "last4": "4242", "autopay": False, "words": "I agree that it is charged."}


@pytest.mark.shows("EXT-1")
def test_the_card_is_kept_only_where_the_customer_ticks_it(house: House) -> None:
    accepted(house)
    house.billing.issue(save_words="I agree that Stripe keeps my card.")
    browser = house.browser()
    page = browser.get(f"{QUOTE}/payment").text

    press_pay(browser, QUOTE)
    without = house.billing.last("/public/checkout").body
    nonce = nonce_on(browser.get(f"{QUOTE}/payment").text)
    browser.post(f"{QUOTE}/checkout", data={"nonce": nonce, "save_card": "yes"})

    assert "I agree that Stripe keeps my card." in page
    assert b"save_card" not in without
    assert b'"save_card":true' in house.billing.last("/public/checkout").body


@pytest.mark.shows("EXT-1")
@pytest.mark.parametrize("choice", ["autopay_on", "remove"])
def test_the_saved_card_is_seen_and_chosen_about_by_a_person(house: House, choice: str) -> None:
    accepted(house)
    house.billing.issue(card=CARD)
    browser = house.browser()
    page = browser.get(f"{QUOTE}/payment").text

    asked = browser.post(f"{QUOTE}/card", data={"choice": choice})
    before = "/public/card" in house.billing.asked("POST")
    done = browser.post(f"{QUOTE}/card", data={"choice": choice, "nonce": nonce_on(page)})

    assert ("Visa ending in 4242" in page, "I agree that it is charged." in page) == (True, True)
    assert (asked.status_code, before) == (200, False)
    assert (done.status_code, done.headers["location"]) == (303, f"{QUOTE}/payment#card")
    assert house.billing.last("/public/card").body == f'{{"choice":"{choice}"}}'.encode()


@pytest.mark.shows("EXT-1")
def test_a_card_that_pays_by_itself_can_be_stopped(house: House) -> None:
    accepted(house)
    house.billing.issue(card=CARD | {"autopay": True})

    page = house.browser().get(f"{QUOTE}/payment").text

    assert 'value="autopay_off"' in page
    assert "Stop paying by itself" in page


@pytest.mark.shows("EXT-1")
def test_a_contact_without_the_right_to_pay_neither_sees_the_card_nor_chooses_about_it(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance, estimate.may_pay = "accepted", ACCEPTANCE, False
    house.billing.issue(card=CARD)
    browser = house.browser()
    page = browser.get(f"{QUOTE}/payment").text

    asked = browser.post(f"{QUOTE}/card", data={"choice": "remove"})
    pressed = browser.post(f"{QUOTE}/card", data={"choice": "remove", "nonce": nonce_on(browser.get(QUOTE).text)})

    assert ("4242" in page, "Pay now" in page, "not pay it" in page) == (False, False, True)
    assert (asked.status_code, pressed.status_code) == (403, 403)
    assert "/public/card" not in house.billing.asked("POST")
