"""API keys in the console: what an owner sees, once and afterwards, and what everybody else is told."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.pages.parsed import ParsedPage

KEYS = "/office/settings/api-keys"
TYPED = {"name": "Website form", "scopes": ["leads:read", "customers:write"], "lasts": "90"}
_KEY = re.compile(r"pl_live_[\w-]{40,}")

pytestmark = pytest.mark.shows("SET-2", "OFF-2")


def made(office: TestClient, **changes: Any) -> str:
    answer = office.post(KEYS, data=TYPED | changes)
    assert answer.status_code == 200, answer.text
    found = _KEY.search(answer.text)
    assert found
    return found[0]


def test_a_key_is_on_the_page_that_makes_it_and_on_no_other(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(KEYS, data=TYPED)

    later = office.get(KEYS).text
    [key] = {*_KEY.findall(answer.text)}
    assert answer.headers["cache-control"] == "no-store"
    assert _KEY.search(later) is None
    assert "Website form" in later
    assert key[:12] in later
    assert "customers:write" in later
    assert "Never used." in later
    assert house.program(key).get("/api/v1/leads").status_code == 200
    assert house.program(key).get("/api/v1/customers").status_code == 403


def test_when_it_was_used_last_is_shown(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    house.program(made(office)).get("/api/v1/leads")

    assert "Last used" in office.get(KEYS).text


def test_a_key_is_revoked_at_once(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    key = made(office)
    [action] = [form.get("action") or "" for form in ParsedPage(office.get(KEYS).text).all("form") if _revokes(form)]

    answer = office.post(action)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{KEYS}?revoked=1")
    assert house.program(key).get("/api/v1/leads").status_code == 401
    after = office.get(answer.headers["location"]).text
    assert "The next call with that key is refused." in after
    assert f'action="{action}"' not in after


def _revokes(form: Any) -> bool:
    return str(form.get("action")).endswith("/revoke")


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"name": ""}, "name", "must not be empty"),
        ({"scopes": []}, "scopes", "choose what the key may do"),
        ({"scopes": ["everything"]}, "scopes", "There is no scope"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    house: House, wrong: dict[str, Any], field: str, message: str
) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(KEYS, data=TYPED | wrong)

    page = ParsedPage(answer.text)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert f'id="{field}-error"' in answer.text
    assert [option.get("value") for option in page.all("option") if "selected" in option.attributes] == ["90"]
    assert "There are none yet." in answer.text


def test_a_name_that_is_taken_is_said_at_the_name(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    made(office)

    answer = office.post(KEYS, data=TYPED)

    assert answer.status_code == 422
    assert "There is a key named" in answer.text
    assert 'name="scopes" value="leads:read" checked' in answer.text


@pytest.mark.parametrize("lasts", ["", "30", "nonsense"])
def test_a_key_lasts_as_long_as_was_chosen_and_never_longer_by_mistake(house: House, lasts: str) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    made(office, lasts=lasts)

    page = office.get(KEYS).text

    assert ("Does not expire." in page, "Expires" in page) == (lasts == "", lasts != "")


@pytest.mark.parametrize("role", ["office", "viewer"])
def test_who_is_no_owner_is_told_whom_to_ask(house: House, role: Any) -> None:
    workspace = house.open("evergreen")
    key = made(house.signed_in("evergreen"))
    employ(house, workspace, "vera@evergreen.example", role)
    colleague = house.browser()
    colleague.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})

    looked, tried = colleague.get(KEYS), colleague.post(KEYS, data=TYPED | {"name": "Mine"})

    assert (looked.status_code, tried.status_code) == (200, 403)
    assert "Only an owner can see, make and revoke API keys." in looked.text
    assert key[:12] not in looked.text
    assert house.program(key).get("/api/v1/leads").status_code == 200


def test_a_key_of_another_business_cannot_be_revoked(house: House) -> None:
    house.open("evergreen")
    house.open("birch")
    key = made(house.signed_in("evergreen"))
    api_key_id = house.program(house.access_token("evergreen")).get("/api/v1/api-keys").json()["items"][0]["api_key_id"]

    answer = house.signed_in("birch").post(f"{KEYS}/{api_key_id}/revoke")

    assert answer.status_code == 404
    assert house.program(key).get("/api/v1/leads").status_code == 200
