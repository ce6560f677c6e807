"""A customer's saved card in the console."""

import pytest

from tests.portal.conftest import House
from tests.portal.fake_customers import CUSTOMER_ID

pytestmark = pytest.mark.shows("EXT-1", "OFF-1")
PAGE = f"/office/customers/{CUSTOMER_ID}"
CARD = {"brand": "visa", "last4": "4242", "saved_at": "2026-11-20T10:00:00Z", "autopay_since": "2026-11-21T10:00:00Z"}
CONSENTS = [
    {"at": "2026-11-21T10:00:00Z", "choice": "autopay_on", "words": "I agree that Evergreen charges my saved card."},
    {"at": "2026-11-20T10:00:00Z", "choice": "save", "words": "I agree that Stripe keeps my card."},
]


def test_the_office_sees_it_with_what_was_agreed_to_and_removes_it(house: House) -> None:
    house.open("evergreen")
    house.billing.cards = {"card": CARD, "consents": CONSENTS}
    browser = house.signed_in("evergreen")

    page = browser.get(PAGE).text
    answer = browser.post(f"{PAGE}/card/remove")

    for told in ("Visa ending in 4242", "Agreed to be charged by itself", "I agree that Stripe keeps my card."):
        assert told in page
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    removed = house.billing.last("/invoices/card")
    assert (removed.method, removed.query, removed.claims["rol"]) == ("DELETE", f"customer_id={CUSTOMER_ID}", "owner")


def test_one_that_is_gone_leaves_what_was_agreed_to(house: House) -> None:
    house.open("evergreen")
    house.billing.cards = {"card": None, "consents": CONSENTS}

    page = house.signed_in("evergreen").get(PAGE).text

    assert "There is none any more." in page
    assert "card/remove" not in page


@pytest.mark.parametrize("away", [False, True])
def test_a_page_without_one_says_nothing_of_cards(house: House, *, away: bool) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    if away:
        house.take_down("billing")

    page = browser.get(PAGE)

    assert (page.status_code, "Saved card" in page.text) == (200, False)
