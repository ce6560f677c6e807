"""Settings in the console: switches that act at the press, and forms that say what is wrong."""

import json

import pytest

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.pages.parsed import ParsedPage

PORTAL, ACCOUNT = "/office/settings/portal", "/office/settings/account"
TAB = "/portal/evergreen/proposals"


@pytest.mark.shows("SET-1")
def test_a_feature_that_is_off_is_absent_from_the_page_and_its_addresses_lead_nowhere(house: House) -> None:
    house.open("evergreen")
    office, customer = house.signed_in("evergreen"), house.browser()

    office.post(PORTAL, data={"feature": "proposals", "on": "no"})

    program = house.program()
    asked = program.post("/api/v1/public/portals/evergreen/proposal-lookup", json={"email": "dana@example.com"})
    assert TAB not in customer.get("/portal/evergreen").text
    assert (customer.get(TAB).status_code, customer.post(TAB, data={"contact": "1"}).status_code) == (404, 404)
    assert asked.status_code == 404


@pytest.mark.shows("SET-1")
def test_switched_on_again_it_is_there_at_the_next_page(house: House) -> None:
    house.open("evergreen")
    office, customer = house.signed_in("evergreen"), house.browser()
    office.post(PORTAL, data={"feature": "proposals", "on": "no"})

    answer = office.post(PORTAL, data={"feature": "proposals", "on": "yes"})

    assert (answer.status_code, answer.headers["location"]) == (303, f"{PORTAL}#proposals")
    assert customer.get(TAB).status_code == 200
    assert 'aria-checked="true" aria-labelledby="proposals-title"' in office.get(PORTAL).text


@pytest.mark.shows("SET-1")
def test_what_is_missing_is_said_at_the_switch(house: House) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(PORTAL, data={"feature": "invoice_payments", "on": "yes"})

    assert answer.status_code == 409
    assert "Invoice payments need Stripe. Connect it under Billing" in answer.text


@pytest.mark.shows("SET-1")
def test_services_are_entered_one_a_line(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    office.post("/office/settings/services", data={"services": "Lawn care\r\n\r\n Gutter clearing \r\n"})
    switched = office.post(PORTAL, data={"feature": "estimate_requests", "on": "yes"})

    assert "Lawn care\nGutter clearing" in office.get("/office/settings/services").text
    assert switched.status_code == 303


@pytest.mark.shows("REV-3")
def test_a_listing_is_refused_at_the_field_and_nothing_is_changed(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(ACCOUNT, data={"company_name": "New", "google_review_url": "https://g.page/evergreen"})

    assert answer.status_code == 422
    assert "opens your listing" in answer.text
    assert 'value="https://g.page/evergreen"' in answer.text
    assert 'value="Evergreen"' in office.get(ACCOUNT).text


@pytest.mark.shows("REV-2")
def test_everyone_may_be_invited_and_the_page_says_why(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    office.post(ACCOUNT, data={"company_name": "Evergreen", "invite_everyone": "yes"})

    page = office.get(ACCOUNT).text
    assert '<input type="radio" name="invite_everyone" value="yes" checked>' in page
    assert "policy asks businesses not to choose" in page


@pytest.mark.shows("HOL-1", "SET-2")
def test_holiday_lights_are_ticked_with_the_account(house: House) -> None:
    house.open("evergreen")
    office, customer = house.signed_in("evergreen"), house.browser()
    page = "/portal/evergreen/holiday-lights"

    before = customer.get(page).status_code
    office.post(ACCOUNT, data={"company_name": "Evergreen", "holiday_lights_enabled": "yes"})
    ticked, on = office.get(ACCOUNT).text, customer.get(page).status_code
    office.post(ACCOUNT, data={"company_name": "Evergreen"})

    assert [before, on, customer.get(page).status_code] == [404, 200, 404]
    assert 'name="holiday_lights_enabled" value="yes" aria-describedby="holiday-lights-hint" checked' in ticked


@pytest.mark.shows("SET-3")
def test_strict_is_kept(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    office.post("/office/settings/privacy", data={"privacy": "strict"})

    assert 'value="strict" checked' in office.get("/office/settings/privacy").text


@pytest.mark.shows("SET-1")
@pytest.mark.parametrize("part", ["portal", "services", "account", "privacy"])
def test_a_viewer_sees_the_settings_and_cannot_change_them(house: House, part: str) -> None:
    employ(house, house.open("evergreen"), "vera@evergreen.example", "viewer")
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})
    forms = {"privacy": "strict", "services": "Lawn", "company_name": "X", "feature": "proposals"}

    looked, tried = viewer.get(f"/office/settings/{part}"), viewer.post(f"/office/settings/{part}", data=forms)

    assert (looked.status_code, tried.status_code) == (200, 403)
    assert f'action="/office/settings/{part}"' not in looked.text


@pytest.mark.shows("EXT-1", "NOT-4")
def test_reminders_and_choices_are_set_for_the_business(house: House) -> None:
    house.open("evergreen")
    browser, here = house.signed_in("evergreen"), "/office/settings/terms"

    shown = ParsedPage(browser.get(here).text)
    answer = browser.post(here, data={"before": "7, 3,", "after": "1,14", "parts": "yes"})

    values = {str(one.get("name")): one.get("value") for one in shown.all("input")}
    assert (values["before"], values["after"]) == ("7, 3", "0, 14")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{here}?saved=1")
    assert json.loads(house.billing.last("/settings/billing/terms").body) == {
        "reminders": [-7, -3, 1, 14],
        "tips": False,
        "tips_on_deposits": False,
        "parts": True,
    }


@pytest.mark.parametrize("typed", ["soon", "1.5", "-3", "1 7"])
def test_days_that_are_none_are_refused_at_their_field(house: House, typed: str) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post("/office/settings/terms", data={"before": typed, "after": ""})

    assert answer.status_code == 422
    assert "Write whole numbers of days" in answer.text
    assert "PATCH" not in [call.method for call in house.billing.calls]
