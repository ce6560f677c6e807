"""Making an estimate in the console by forms alone: every button posts all that was typed, and nothing of it is lost."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, RECORD, House
from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.pages.parsed import ParsedPage
from tests.portal.records import ESTIMATE_ID

pytestmark = pytest.mark.shows("EST-1", "OFF-1")
NEW, TOTALS = "/office/estimates/new", "/office/estimates/totals"
FORM: dict[str, Any] = {
    "customer_id": CUSTOMER_ID,
    "record_type": "residential",
    "title": "House wash",
    "currency": "USD",
    "public_token": "yes",
    "once": "form-1",
    "terms": "Pay at the end.",
    "deposit": "25%",
    "line": ["n1", "n2"],
    "n1.description": "Siding",
    "n1.quantity": "2",
    "n1.unit_price": "1,250.00",
    "n1.tax_rate": "8.25",
    "n2.description": "Gutters",
    "n2.quantity": "1",
    "n2.unit_price": "185",
    "n2.optional": "yes",
}


@pytest.fixture
def browser(house: House) -> TestClient:
    house.open("evergreen")
    return house.signed_in("evergreen")


def typed(page: ParsedPage) -> dict[str, str]:
    """What the inputs of the editor hold; templates for new rows are left out."""
    fields = [one for one in page.all("input") if not one.inside("template") and one.get("name")]
    ticks = {"checkbox", "radio"}
    held = {one.attributes["name"]: one.get("value") or "" for one in fields if one.get("type") not in ticks}
    held |= {one.attributes["name"]: one.get("value") or "" for one in fields if "checked" in one.attributes}
    areas = [one for one in page.all("textarea") if not one.inside("template")]
    return held | {one.attributes["name"]: "".join(one.pieces) for one in areas}


def press(browser: TestClient, button: str, **changes: Any) -> tuple[int, ParsedPage]:
    answer = browser.post(NEW, data=FORM | changes | {"do": button})
    return answer.status_code, ParsedPage(answer.text)


def focused(page: ParsedPage) -> list[str | None]:
    return [one.get("id") for one in page.elements if "autofocus" in one.attributes and not one.inside("template")]


def test_a_new_form_is_in_the_currency_of_the_business_and_has_a_line_to_fill_in(browser: TestClient) -> None:
    page = ParsedPage(browser.get(f"{NEW}?customer={CUSTOMER_ID}").text)

    held = typed(page)
    assert (held["currency"], held["public_token"], held["line"], held["customer_id"]) == (
        "USD",
        "yes",
        "n1",
        CUSTOMER_ID,
    )
    assert held["once"]
    assert "Dana Fox" in page.one("main").text


def test_saving_drafts_what_was_typed_and_leads_to_the_record(house: House, browser: TestClient) -> None:
    answer = browser.post(NEW, data=FORM | {"do": "save"})

    assert (answer.status_code, answer.headers["location"]) == (303, RECORD)
    (drafted,) = house.quotes.editing.drafted
    siding, gutters = drafted["line_items"]
    assert (siding["quantity"], siding["unit_price"], siding["tax_rate"]) == ("2", 125_000, "0.0825")
    assert (gutters["unit_price"], gutters["optional"]) == (18_500, True)
    assert (drafted["customer_id"], drafted["deposit"], drafted["public_token"]) == (
        CUSTOMER_ID,
        {"kind": "percent", "value": "25"},
        True,
    )
    assert (drafted["record_type"], drafted["terms"], drafted["currency"]) == ("residential", "Pay at the end.", "USD")


def test_saving_and_sending_leads_to_the_dialog_that_sends(browser: TestClient) -> None:
    answer = browser.post(NEW, data=FORM | {"do": "send"})

    assert answer.headers["location"] == f"{RECORD}?send#send"


def test_one_form_pressed_twice_is_one_estimate_to_quotes(house: House, browser: TestClient) -> None:
    for changes in ({}, {}, {"title": "Another"}, {"once": "form-2"}):
        browser.post(NEW, data=FORM | changes | {"do": "save"})

    drafts = [call for call in house.quotes.calls if (call.method, call.path) == ("POST", "/estimates")]
    first, again, other, anew = [call.headers["idempotency-key"] for call in drafts]
    assert (first == again, len({first, other, anew})) == (True, 3)


@pytest.mark.parametrize(
    ("button", "rows", "focus"),
    [
        ("add-line:", ["n1", "n2", "n3"], "n3.description"),
        ("remove:n1", ["n2"], "n2.description"),
        ("down:n1", ["n2", "n1"], "up:n1"),
        ("totals", ["n1", "n2"], None),
    ],
)
def test_a_row_button_keeps_all_that_was_typed(
    house: House, browser: TestClient, button: str, rows: list[str], focus: str | None
) -> None:
    status, page = press(browser, button)

    held = typed(page)
    shown = [one.get("value") for one in page.all("input") if one.get("name") == "line" and not one.inside("template")]
    assert (status, shown, focused(page)) == (200, rows, [focus] if focus else [])
    kept = [name for name in FORM if name not in {"line", "record_type"} and name.partition(".")[0] in {*rows, name}]
    assert {name: held[name] for name in kept} == {name: FORM[name] for name in kept}
    assert [one.get("value") for one in page.all("option") if "selected" in one.attributes] == ["residential"]
    assert house.quotes.editing.drafted == []


def test_enter_in_a_field_presses_a_button_that_changes_nothing(browser: TestClient) -> None:
    page = ParsedPage(browser.get(NEW).text)

    buttons = [one for one in page.all("button") if (one.inside("form") or one).get("id") == "editor"]
    assert (buttons[0].get("name"), buttons[0].get("value")) == ("do", "totals")


@pytest.mark.shows("EST-2")
def test_the_totals_are_those_of_quotes_for_each_option(browser: TestClient) -> None:
    options = {
        "option": ["n3", "n4"],
        "n3.name": "Basic",
        "n3.line": ["n5"],
        "n5.description": "Wash",
        "n5.quantity": "1",
        "n5.unit_price": "100",
        "n4.name": "Premium",
        "n4.line": ["n6"],
        "n6.quantity": "3",
        "n6.unit_price": "100",
    }

    _, page = press(browser, "totals", **options)

    figures = next(one for one in page.elements if one.get("id") == "figures").text
    assert "Basic Subtotal$2,600.00" in figures
    assert "Premium Subtotal$2,800.00" in figures
    amounts = {one.get("data-amount"): one.text for one in page.elements if one.get("data-amount")}
    assert (amounts["n1"], amounts["n6"]) == ("$2,500.00", "$300.00")


def test_the_script_gets_the_figures_of_the_same_form(house: House, browser: TestClient) -> None:
    answer = browser.post(TOTALS, data=FORM | {"n2.unit_price": "1x", "plan": "n9", "n9.visits_per_year": "4"})

    told = answer.json()
    assert (told["amounts"], told["summary"], told["years"]) == ({"n1": "$2,500.00"}, "$2,500.00", {})
    assert "Not counted yet: Unit price in line 2 is not an amount" in told["figures"]
    assert house.quotes.asked("POST") == ["/estimates/totals"]
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_wrong_is_said_at_its_field_and_the_first_of_it_has_the_focus(
    house: House, browser: TestClient
) -> None:
    status, page = press(browser, "save", **{"n2.unit_price": "1.250,00", "n2.quantity": ""})

    inputs = {one.get("id"): one for one in page.all("input")}
    assert (status, focused(page)) == (422, ["n2.quantity"])
    assert (inputs["n2.unit_price"].get("value"), inputs["n2.unit_price"].get("aria-invalid")) == ("1.250,00", "true")
    assert inputs["n2.unit_price"].get("aria-describedby") == "n2.unit_price-error"
    told = {one.get("id"): one.text for one in page.all("p") if one.get("id")}
    assert told["n2.quantity-error"] == "Enter the quantity in line 2."
    assert "Unit price in line 2 is not an amount as it is written here. Write it like 1,250.00." in told.values()
    assert house.quotes.editing.drafted == []


def test_what_quotes_refuses_is_said_at_its_field(house: House, browser: TestClient) -> None:
    path = "line_items[0].quantity"
    house.quotes.refuse("/estimates", 422, "invalid_number", "No.", (path, f"{path} must be at most 1000000."))

    status, page = press(browser, "save", **{"n1.quantity": "2"})

    told = next(one.text for one in page.all("p") if one.get("id") == "n1.quantity-error")
    assert (status, told, focused(page)) == (422, "Quantity in line 1 must be at most 1000000.", ["n1.quantity"])
    assert typed(page)["n1.quantity"] == "2"


def test_while_quotes_is_away_the_text_stays_and_says_so(house: House, browser: TestClient) -> None:
    house.take_down("quotes")

    status, page = press(browser, "save")

    assert status == 503
    assert "Nothing was saved. All that you have typed is still here." in page.one("main").text
    assert typed(page)["n1.description"] == "Siding"


def test_money_is_typed_as_in_the_language_of_the_business(house: House, browser: TestClient) -> None:
    token = house.access_token("evergreen")
    house.program(token).patch("/api/v1/settings/account", json={"locale": "es_ES", "currency": "JPY"})

    _, page = press(browser, "save", **{"currency": "EUR", "n1.unit_price": "1.250,00", "n1.tax_rate": "8,25"})

    assert typed(ParsedPage(browser.get(NEW).text))["currency"] == "JPY"
    assert house.quotes.editing.drafted[0]["line_items"][0]["unit_price"] == 125_000
    assert page.elements == []


def test_a_viewer_is_told_before_anything_is_typed(house: House, browser: TestClient) -> None:
    employ(house, house.open("hollow"), "vera@hollow.example", "viewer")
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "vera@hollow.example", "password": PASSWORD})

    answers = [viewer.get(NEW), viewer.post(NEW, data=FORM), viewer.post(TOTALS, data=FORM)]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert NEW not in viewer.get("/office/estimates").text
    assert NEW in browser.get("/office/estimates").text
    assert house.quotes.asked("POST") == []


@pytest.mark.parametrize("path", [NEW, f"/office/estimates/{ESTIMATE_ID}/edit", TOTALS])
def test_another_sites_form_is_refused(house: House, browser: TestClient, path: str) -> None:
    answer = browser.post(path, data=FORM | {"do": "save"}, headers={"sec-fetch-site": "cross-site"})

    assert (answer.status_code, house.quotes.asked("POST"), house.quotes.asked("PATCH")) == (403, [], [])


def test_a_large_proposal_is_not_too_many_fields(house: House, browser: TestClient) -> None:
    rows = {
        f"n{number}.{name}": "1" for number in range(300) for name in ("description", "quantity", "unit_price", "scope")
    }

    answer = browser.post(NEW, data=FORM | rows | {"line": [f"n{number}" for number in range(300)], "do": "save"})

    assert answer.status_code == 303
    assert len(json.loads(house.quotes.last("/estimates").body)["line_items"]) == 300
