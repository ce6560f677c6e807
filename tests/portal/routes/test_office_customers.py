"""Customers in the console: found, put on file, corrected."""

import json

import pytest

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.fake_customers import CUSTOMER_ID, DANA
from tests.portal.pages.parsed import ParsedPage

pytestmark = pytest.mark.shows("OFF-1")
LIST, NEW, ONE = "/office/customers", "/office/customers/new", f"/office/customers/{CUSTOMER_ID}"
FORM = {"name": "Ann Lee", "email": "ann@example.com", "phone": "", "address": "3 Elm Street"}


def test_customers_are_listed_and_found(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    everybody, found = browser.get(LIST).text, browser.get(f"{LIST}?q=fox").text

    assert ("Dana Fox" in everybody, "Otto Lind" in everybody) == (True, True)
    assert 'href="/office/customers?cursor=older%2Bthan%2Fthis"' in everybody
    assert ("Dana Fox" in found, "Otto Lind" in found) == (True, False)
    assert "q=fox" in house.quotes.last("/customers").query


def test_a_search_that_finds_nobody_says_so_and_leads_on(house: House) -> None:
    house.open("evergreen")

    page = house.signed_in("evergreen").get(f"{LIST}?q=zz<").text

    assert "Nobody on file matches “zz&lt;”" in page
    assert f'<a href="{LIST}">Show all customers</a>' in page


def test_somebody_new_is_put_on_file(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    answer = browser.post(NEW, data=FORM)

    assert answer.status_code == 303
    assert json.loads(house.quotes.last("/customers").body) == FORM | {"phone": None, "language": None}
    assert "Ann Lee" in browser.get(answer.headers["location"]).text


def test_what_is_on_file_is_corrected(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    shown = ParsedPage(browser.get(ONE).text)
    answer = browser.post(ONE, data=FORM)

    values = {field.get("name"): field.get("value") for field in shown.all("input")}
    assert {name: values.get(name) for name in FORM} == {name: DANA[name] for name in FORM}
    assert (answer.status_code, answer.headers["location"]) == (303, ONE)
    assert house.quotes.last(f"/customers/{CUSTOMER_ID}").method == "PATCH"
    assert house.quotes.customers.on_file[CUSTOMER_ID]["phone"] is None


@pytest.mark.parametrize("page", [NEW, ONE], ids=["new", "on file"])
def test_what_is_wrong_is_named_at_its_field_and_all_that_was_typed_stays(house: House, page: str) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    typed = FORM | {"email": "ann@"}

    answer = browser.post(page, data=typed)

    shown = ParsedPage(answer.text)
    fields = {field.get("name"): field for field in shown.all("input")}
    assert answer.status_code == 422
    assert {name: fields[name].get("value") for name in typed} == typed
    assert (fields["email"].get("aria-invalid"), fields["email"].get("autofocus")) == ("true", "")
    assert fields["email"].get("aria-describedby") == "email-error"
    assert "Email must be an email address, such as pat@example.com." in answer.text


def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    employ(house, house.open("evergreen"), "vera@evergreen.example", "viewer")
    browser = house.browser()
    browser.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})

    listed, looked = browser.get(LIST), browser.get(ONE)
    refused = [browser.get(NEW), browser.post(NEW, data=FORM), browser.post(ONE, data=FORM)]

    assert ("New customer" in listed.text, 'name="email"' in looked.text, "dana.fox@" in looked.text) == (
        False,
        False,
        True,
    )
    assert [answer.status_code for answer in refused] == [403] * 3
    assert house.quotes.asked("POST") == house.quotes.asked("PATCH") == []


def test_somebody_elses_customer_is_not_there(house: House) -> None:
    house.open("evergreen")
    other = ONE[:-1] + "9"

    answer = house.signed_in("evergreen").get(other)

    assert (answer.status_code, "text/html" in answer.headers["content-type"]) == (404, True)


def test_another_sites_form_is_refused(house: House) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(NEW, data=FORM, headers={"sec-fetch-site": "cross-site"})

    assert (answer.status_code, house.quotes.asked("POST")) == (403, [])


@pytest.mark.shows("EXT-1")
def test_the_statement_of_a_customer_is_a_paper(house: House) -> None:
    house.open("evergreen")
    browser, here = house.signed_in("evergreen"), f"/office/customers/{CUSTOMER_ID}"

    shown = browser.get(here).text
    answer = browser.get(f"{here}/statement.pdf?from=2026-11-01&to=")

    assert f'action="{here}/statement.pdf"' in shown
    assert answer.content == b"%PDF statement"
    assert house.billing.last("/invoices/statement.pdf").query == f"customer_id={CUSTOMER_ID}&from=2026-11-01"
