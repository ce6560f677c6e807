"""Customers on file."""

from typing import Any
from urllib.parse import quote

import pytest

from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import NEIGHBOUR, Office, open_workspace
from tests.support.services import published


@pytest.mark.shows("ACC-2")
def test_a_customer_is_known_by_address_and_phone_however_they_are_written(office: Office, context: Context) -> None:
    pat = office.post(
        "/customers",
        {"name": " Pat Doe ", "email": " Pat@Example.COM ", "phone": "(212) 555-0100", "address": "12 Elm"},
    )

    found = [
        office.get(f"/customers?{query}")["items"]
        for query in ("email=pat@example.com", "email=PAT@EXAMPLE.com%20", "phone=212-555-0100", "phone=%2B12125550100")
    ]

    assert found == [[pat]] * 4
    assert (pat["name"], pat["email"], pat["phone"], pat["address"]) == (
        "Pat Doe",
        "Pat@Example.COM",
        "+12125550100",
        "12 Elm",
    )
    assert office.get(f"/customers/{pat['customer_id']}") == pat
    (event,) = published(context, "CustomerRegistered")
    assert event["data"] == {
        "workspace_id": str(office.caller.workspace_id),
        "customer_id": pat["customer_id"],
        "name": "Pat Doe",
        "email": "Pat@Example.COM",
        "phone": "+12125550100",
        "language": "",
    }


@pytest.mark.shows("EXT-4")
def test_a_customer_is_written_to_in_a_language_of_their_own(office: Office, context: Context) -> None:
    customer_id = office.post("/customers", {"name": "Pat Doe", "language": "es"})["customer_id"]

    own = office.ask("PATCH", f"/customers/{customer_id}", {"language": None}).json()
    refused = office.ask("PATCH", f"/customers/{customer_id}", {"language": "fr"})

    assert own["language"] is None
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "language")
    told = [event["data"]["language"] for event in published(context) if event["data"].get("customer_id")]
    assert told == ["es", ""]


@pytest.mark.shows("ACC-2")
def test_phones_without_a_country_code_are_of_the_businesss_country(context: Context) -> None:
    open_workspace(context, NEIGHBOUR, time_zone="Europe/London")

    customer = Office(context, NEIGHBOUR).post("/customers", {"name": "Pat", "phone": "020 7946 0958"})

    assert customer["phone"] == "+442079460958"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "Pat", "email": "pat"}, "email"),
        ({"name": "Pat", "phone": "12"}, "phone"),
        ({"name": "Pat", "nickname": "P"}, "nickname"),
    ],
)
def test_what_is_wrong_is_named(office: Office, body: Any, field: str) -> None:
    refused = office.ask("POST", "/customers", body)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_the_list_is_paged_from_the_newest_on(office: Office) -> None:
    for name in ("Ann", "Bob", "Cem"):
        office.customer(name=name)

    first = office.get("/customers?limit=2")
    rest = office.get(f"/customers?limit=2&cursor={first['next_cursor']}")

    assert [customer["name"] for customer in first["items"] + rest["items"]] == ["Cem", "Bob", "Ann"]
    assert rest["next_cursor"] is None


@pytest.mark.shows("OFF-1")
@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("fox", ["Dana Fox"]),
        ("ELM", ["Pat Doe"]),
        ("dana@", ["Dana Fox"]),
        ("12 ", ["Pat Doe"]),
        ("555-01", ["Pat Doe"]),
        ("(0212) 555", ["Pat Doe"]),
        ("100%", []),
        ("_", []),
        ("", ["Pat Doe", "Dana Fox"]),
    ],
)
def test_customers_are_found_by_what_one_remembers_of_them(office: Office, search: str, found: list[str]) -> None:
    office.customer(name="Dana Fox", email="dana@example.com", address="1 Oak Road")
    office.customer(name="Pat Doe", email=None, phone="(212) 555-0100", address="12 Elm Street")

    listed = office.ask("GET", f"/customers?q={quote(search)}").json()["items"]

    assert [customer["name"] for customer in listed] == found


@pytest.mark.shows("OFF-1", "ACC-2")
def test_what_is_on_file_is_changed_and_the_rest_stays(office: Office, context: Context) -> None:
    customer_id = office.customer(name="Dana Fox", email=None, phone="212 555 0100")
    path = f"/customers/{customer_id}"

    changed = office.ask("PATCH", path, {"email": "dana@example.com"}).json()
    moved = office.ask("PATCH", path, {"address": "1 Oak Road", "phone": None}).json()

    assert (changed["name"], changed["email"], changed["phone"]) == ("Dana Fox", "dana@example.com", "+12125550100")
    assert (moved["email"], moved["phone"], moved["address"]) == ("dana@example.com", None, "1 Oak Road")
    assert office.get(path) == moved
    told = [event["data"] for event in published(context, "CustomerChanged")]
    assert [(event["email"], event["phone"]) for event in told] == [
        ("dana@example.com", "+12125550100"),
        ("dana@example.com", None),
    ]


def test_changing_nothing_that_others_know_of_is_not_told(office: Office, context: Context) -> None:
    customer_id = office.customer()

    office.ask("PATCH", f"/customers/{customer_id}", {"address": "1 Oak Road", "name": "Pat Doe"})

    assert published(context, "CustomerChanged") == []


@pytest.mark.parametrize(
    ("body", "field"), [({"name": " "}, "name"), ({"email": "dana"}, "email"), ({"nickname": "D"}, "nickname")]
)
def test_a_change_that_is_wrong_names_the_field(office: Office, body: Any, field: str) -> None:
    refused = office.ask("PATCH", f"/customers/{office.customer()}", body)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


@pytest.mark.shows("ACC-1")
def test_before_the_portal_has_told_of_a_business_it_is_said_to_be_on_its_way(open_service: OpenService) -> None:
    office = Office(open_service(service))

    refused = office.ask("POST", "/customers", {"name": "Pat"})

    assert (refused.status_code, refused.json()["code"]) == (404, "workspace_not_found")
    assert "being prepared" in refused.json()["detail"]
