"""One box that finds everything, with or without a service."""

import pytest

from tests.portal.conftest import RECORD, House
from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.records import INVOICE_ID

pytestmark = pytest.mark.shows("OFF-1")

PATHS = ("/customers", "/estimates", "/jobs", "/leads")


def test_whatever_mentions_it_is_found_and_leads_to_its_page(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.leads.ask()
    house.billing.issue()

    browser = house.signed_in("evergreen")

    page, hostile = (browser.get("/office/search", params={"q": words}).text for words in ("Dana", '"><script>'))

    for path in PATHS:
        assert house.quotes.last(path).query.startswith("q=")
    for url in (f"/office/customers/{CUSTOMER_ID}", RECORD, f"/office/invoices/{INVOICE_ID}", f"{RECORD}#appointment"):
        assert f'<a href="{url}">' in page
    assert "Found for “Dana”" in page
    assert 'value="Dana"' in page
    assert "Found for “&#34;&gt;&lt;script&gt;”" in hostile


def test_an_empty_box_asks_nobody(house: House) -> None:
    house.open("evergreen")

    page = house.signed_in("evergreen").get("/office/search?q=%20").text

    assert "What are you looking for?" in page
    assert not [path for path in house.quotes.asked("GET") if path in PATHS]


def test_what_cannot_be_searched_is_named(house: House) -> None:
    house.open("evergreen")
    house.billing.issue()
    house.take_down("quotes")

    page = house.signed_in("evergreen").get("/office/search?q=dana")

    assert page.status_code == 200
    assert "out of reach for the moment: Customers, Estimates, Jobs, Leads." in page.text
    assert f"/office/invoices/{INVOICE_ID}" in page.text
