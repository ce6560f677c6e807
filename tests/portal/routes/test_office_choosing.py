"""Choosing whom an estimate is for, or putting them on file, in the middle of writing it."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.portal.conftest import House
from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.routes.test_office_drafting import FORM, NEW, browser, focused, press, typed

pytestmark = pytest.mark.shows("OFF-1")
__all__ = ["browser"]
NOBODY: dict[str, Any] = {"customer_id": ""}
ANN: dict[str, Any] = NOBODY | {"new_customer.name": "Ann Lee", "new_customer.email": "ann@example.com"}


def test_customers_are_found_without_losing_what_was_typed(browser: TestClient) -> None:
    _, everybody = press(browser, "totals", **NOBODY)
    status, found = press(browser, "find", customer_search="fox", **NOBODY)

    assert ("Otto Lind" in everybody.one("main").text, "Otto Lind" in found.one("main").text) == (True, False)
    assert (status, focused(found), typed(found)["title"]) == (200, ["candidate-1"], "House wash")
    assert [one.get("value") for one in found.all("input") if one.get("type") == "radio"] == [CUSTOMER_ID]


def test_a_search_that_finds_nobody_offers_to_put_them_on_file(browser: TestClient) -> None:
    _, page = press(browser, "find", customer_search="Ann", **NOBODY)

    assert "Nobody on file matches “Ann”." in page.one("main").text
    (details,) = [one for one in page.all("details") if one.get("class") == "more"]
    assert "open" in details.attributes


def test_another_one_is_chosen_at_a_press(browser: TestClient) -> None:
    _, page = press(browser, "other-customer")

    assert ("customer_id" in typed(page), focused(page)) == (False, ["customer_search"])


def test_a_new_customer_is_on_file_and_chosen_and_everything_else_is_as_it_was(
    house: House, browser: TestClient
) -> None:
    status, page = press(browser, "add-customer", **ANN)

    (ann,) = [one for one in house.quotes.customers.on_file.values() if one["name"] == "Ann Lee"]
    held = typed(page)
    assert (status, held["customer_id"], held["title"]) == (200, ann["customer_id"], "House wash")
    assert ("new_customer.name" in held, focused(page), house.quotes.editing.drafted) == (False, ["title"], [])


def test_saving_puts_a_customer_who_was_only_typed_on_file_first(house: House, browser: TestClient) -> None:
    answer = browser.post(NEW, data=FORM | ANN | {"do": "save"})

    assert answer.status_code == 303
    (drafted,) = house.quotes.editing.drafted
    assert house.quotes.customers.on_file[drafted["customer_id"]]["name"] == "Ann Lee"


@pytest.mark.parametrize("button", ["add-customer", "save"])
def test_what_is_wrong_with_them_is_said_at_its_field(house: House, browser: TestClient, button: str) -> None:
    status, page = press(browser, button, **ANN | {"new_customer.email": "ann@"})

    held = typed(page)
    told = next(one.text for one in page.all("p") if one.get("id") == "new_customer.email-error")
    assert (status, focused(page)) == (422, ["new_customer.email"])
    assert told == "Email must be an email address, such as pat@example.com."
    assert (held["new_customer.name"], held["n1.description"]) == ("Ann Lee", "Siding")
    assert house.quotes.editing.drafted == []


def test_without_a_customer_nothing_is_saved_and_the_page_says_what_to_do(house: House, browser: TestClient) -> None:
    status, page = press(browser, "save", **NOBODY)

    assert (status, house.quotes.editing.drafted) == (422, [])
    assert "Choose a customer, or add a new one." in page.one("main").text
    assert focused(page) == ["customer_search"]


def test_a_customer_who_is_gone_is_to_be_chosen_again(house: House, browser: TestClient) -> None:
    house.quotes.refuse("/estimates", 404, "customer_not_found", "There is no such customer.")

    status, page = press(browser, "save")

    assert (status, "Choose a customer" in page.one("main").text) == (422, True)
    assert typed(page)["title"] == "House wash"


def test_pressing_twice_puts_nobody_on_file_twice(house: House, browser: TestClient) -> None:
    for _ in range(2):
        press(browser, "add-customer", **ANN)

    calls = [call for call in house.quotes.calls if (call.method, call.path) == ("POST", "/customers")]
    assert len({call.headers["idempotency-key"] for call in calls}) == 1
    assert json.loads(calls[0].body)["name"] == "Ann Lee"


def test_what_people_type_is_never_markup(browser: TestClient) -> None:
    _, page = press(browser, "totals", **{"n1.description": '"><script>x</script>', "title": "</textarea><b>"})

    assert typed(page)["n1.description"] == '"><script>x</script>'
    assert [one for one in page.all("b") if not one.inside("template")] == []
