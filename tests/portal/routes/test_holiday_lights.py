"""The Holiday lights tab: there where the module is on, for whoever holds the link of a proposal of theirs."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.portal.conftest import QUOTE, House, nonce_on
from tests.portal.lights import PAGE, open_with_lights, turn_on
from tests.portal.records import TOKEN
from tests.support.services import published

pytestmark = pytest.mark.shows("HOL-1")

FRONT = "/portal/evergreen"
API = "/api/v1/public/portals/evergreen/holiday-lights-lookup"
TAB, FORM, DESIGN = f'href="{PAGE}"', "See your holiday lights", "The design"
"""What tells the tab on the front page, the form, and the page of a proposal."""


def customer(house: House) -> TestClient:
    """A browser that has opened the link."""
    browser = house.browser()
    browser.get(QUOTE)
    return browser


def seen(browser: TestClient) -> tuple[bool, bool]:
    """Whether the front page has the tab, and whether the address shows a proposal instead of the form."""
    front, page = browser.get(FRONT), browser.get(PAGE)
    assert (front.status_code, page.status_code) == (200, 200)
    assert (FORM in page.text) != (DESIGN in page.text)
    return TAB in front.text, DESIGN in page.text


@pytest.mark.shows("SET-1")
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_with_the_module_off_it_is_an_address_that_never_was(house: House, method: str) -> None:
    house.open("evergreen")
    browser = house.browser()

    there, elsewhere = browser.request(method, PAGE), browser.request(method, "/portal/evergreen/nothing")

    assert (there.status_code, elsewhere.status_code) == (404, 404)
    assert "Evergreen" not in there.text
    assert TAB not in browser.get(FRONT).text
    assert house.program().post(API, json={"email": "dana@example.com"}).status_code == 404


@pytest.mark.shows("SET-1")
def test_it_is_turned_on_and_off_for_one_workspace_and_stays_as_it_is_otherwise(house: House) -> None:
    for slug in ("evergreen", "rival"):
        house.open(slug)
    turn_on(house)
    browser = house.browser()

    on = [browser.get(f"/portal/{slug}/holiday-lights").status_code for slug in ("evergreen", "rival")]
    house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json={"link_days": 30})
    account = house.program(house.access_token("evergreen")).get("/api/v1/settings/account").json()
    turn_on(house, on=False)

    assert on == [200, 404]
    assert account["holiday_lights_enabled"] is True
    assert browser.get(PAGE).status_code == 404


@pytest.mark.parametrize("value", [None, "yes", 1])
def test_it_is_on_or_off(house: House, value: Any) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).patch(
        "/api/v1/settings/account", json={"holiday_lights_enabled": value}
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "holiday_lights_enabled")


@pytest.mark.shows("LKP-1")
def test_a_stranger_sees_no_tab_and_the_form(house: House) -> None:
    open_with_lights(house)

    assert seen(house.browser()) == (False, False)
    assert "Dana" not in house.browser().get(PAGE).text


def test_whoever_has_opened_the_link_sees_the_tab_and_there_the_proposal(house: House) -> None:
    open_with_lights(house)
    browser = customer(house)

    assert seen(browser) == (True, True)
    page = browser.get(PAGE).text
    assert f'action="{QUOTE}/accept?view=holiday"' in page
    assert 'data-view="/quote/' in page
    assert browser.get(FRONT).headers["cache-control"] == "no-store"


def test_another_business_learns_nothing_of_it(house: House) -> None:
    open_with_lights(house)
    house.open("rival")
    turn_on(house, "rival")
    browser = customer(house)

    front, page = browser.get("/portal/rival"), browser.get("/portal/rival/holiday-lights")

    assert "/portal/rival/holiday-lights" not in front.text
    assert FORM in page.text


@pytest.mark.shows("LNK-11")
def test_a_link_put_where_it_does_not_belong_proves_nothing(house: House) -> None:
    open_with_lights(house)
    house.open("rival")
    turn_on(house, "rival")
    browser = house.browser()
    browser.cookies.set("holiday-rival", TOKEN)

    page = browser.get("/portal/rival/holiday-lights")

    assert FORM in page.text
    assert "Rival" in page.text
    assert "Evergreen" not in page.text


@pytest.mark.parametrize("held", ["", "x", "../../estimates", "no-such-token-anywhere"])
def test_what_is_no_link_of_ours_proves_nothing(house: House, held: str) -> None:
    open_with_lights(house)
    browser = house.browser()
    browser.cookies.set("holiday-evergreen", held)

    assert seen(browser) == (False, False)


@pytest.mark.shows("LNK-1", "LNK-11")
def test_the_proof_ends_where_the_link_does(house: House) -> None:
    open_with_lights(house)
    browser = customer(house)
    house.quotes.estimates.clear()

    assert seen(browser) == (False, False)


def test_a_proposal_that_goes_out_of_season_takes_the_tab_along(house: House) -> None:
    estimate = open_with_lights(house)
    browser = customer(house)
    estimate.in_season = False

    assert seen(browser) == (False, False)
    assert browser.get(QUOTE).status_code == 200


def test_the_link_of_anything_else_is_not_kept(house: House) -> None:
    estimate = open_with_lights(house)
    estimate.in_season = False

    assert dict(customer(house).cookies) == {}


def test_the_link_is_kept_where_scripts_and_other_sites_do_not_get_at_it(house: House) -> None:
    open_with_lights(house)

    kept = house.browser().get(QUOTE).headers["set-cookie"]
    by_https = house.browser("https://portal.test").get(QUOTE).headers["set-cookie"]

    assert kept.startswith(f"holiday-evergreen={TOKEN};")
    assert by_https.startswith(f"__Host-holiday-evergreen={TOKEN};")
    for cookie in (kept, by_https):
        assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" in by_https


@pytest.mark.shows("LNK-7")
def test_the_office_gets_what_a_stranger_gets_and_keeps_no_link(house: House) -> None:
    open_with_lights(house)
    browser = customer(house)
    browser.post("/office/login", data={"email": "owner@evergreen.example", "password": "correct horse battery"})

    assert seen(browser) == (False, False)
    preview = browser.get("/office/estimates/0193e7a0-0000-7000-8000-000000000001/preview?view=holiday")
    assert preview.status_code == 200
    assert "set-cookie" not in preview.headers


def test_while_quotes_is_away_the_form_is_still_there(house: House) -> None:
    open_with_lights(house)
    browser = customer(house)
    house.take_down("quotes")

    assert seen(browser) == (False, False)


@pytest.mark.shows("LNK-11")
def test_whoever_has_another_one_finds_the_form_from_there(house: House) -> None:
    open_with_lights(house)
    browser = customer(house)

    page = browser.get(PAGE).text
    form = browser.get(f"{PAGE}?find").text

    assert f'href="{PAGE}?find"' in page
    assert FORM in form


@pytest.mark.shows("LNK-6")
def test_the_design_comes_first_there_and_the_view_is_one_of_it(house: House) -> None:
    estimate = open_with_lights(house)
    browser = customer(house)

    page, elsewhere = browser.get(PAGE).text, browser.get(QUOTE).text
    browser.post(f"{QUOTE}/view?view=holiday", headers={"x-nonce": nonce_on(page)})

    assert page.index('id="design-title"') < page.index('id="packages"')
    assert elsewhere.index('id="packages"') < elsewhere.index('id="design-title"')
    assert (estimate.views, estimate.viewed_as) == (1, "holiday")


@pytest.mark.shows("LNK-10")
def test_looking_changes_nothing_however_often(house: House) -> None:
    estimate = open_with_lights(house)
    browser = customer(house)
    before = len(house.quotes.calls)

    for path in (FRONT, PAGE, f"{PAGE}?find"):
        browser.get(path)
        browser.head(path)

    assert estimate.views == 0
    assert {call.method for call in house.quotes.calls[before:]} == {"GET"}
    assert published(house.context, "ProposalLookupRequested") == []
