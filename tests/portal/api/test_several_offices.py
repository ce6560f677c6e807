"""One address signs in to several offices: to the one whose password it is, or which is named."""

import pytest

from services.portal.usecases.create_workspace import Owner, create_workspace
from services.portal.usecases.verify_credentials import MOST_OFFICES
from tests.portal.conftest import PASSWORD, PASSWORD_HASH, House

EMAIL = "owner@evergreen.example"
CREDENTIALS = {"email": EMAIL, "password": PASSWORD}
OTHER_HASH = "not the hash of any password"

pytestmark = pytest.mark.shows("OFF-2")


def open_another(house: House, slug: str, password_hash: str) -> None:
    with house.context.database.begin() as session:
        create_workspace(session, slug=slug, company_name="Another", owner=Owner(EMAIL, password_hash))


def slug_of(house: House, token: str) -> str:
    answer = house.program(token).get("/api/v1/settings/account")
    return str(answer.json()["slug"])


@pytest.mark.parametrize("order", [["evergreen", "another"], ["another", "evergreen"]])
def test_the_password_tells_which_office_is_meant(house: House, order: list[str]) -> None:
    for slug in order:
        open_another(house, slug, PASSWORD_HASH if slug == "evergreen" else OTHER_HASH)

    answer = house.program().post("/api/v1/auth/token", json=CREDENTIALS)

    assert slug_of(house, answer.json()["access_token"]) == "evergreen"


def test_one_password_for_several_offices_needs_the_slug_of_one(house: House) -> None:
    house.open("evergreen")
    open_another(house, "another", PASSWORD_HASH)
    program = house.program()

    asked = program.post("/api/v1/auth/token", json=CREDENTIALS)
    answered = program.post("/api/v1/auth/token", json=CREDENTIALS | {"workspace": "another"})
    elsewhere = program.post("/api/v1/auth/token", json=CREDENTIALS | {"workspace": "of-nobody"})

    assert (asked.status_code, asked.json()["code"]) == (409, "workspace_needed")
    assert asked.json()["workspaces"] == ["evergreen", "another"]
    assert slug_of(house, answered.json()["access_token"]) == "another"
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (401, "credentials_not_valid")


def test_whoever_signs_up_with_anothers_address_does_not_keep_them_out(house: House) -> None:
    house.open("evergreen")
    for number in range(MOST_OFFICES + 1):
        open_another(house, f"another-{number}", OTHER_HASH)

    answer = house.program().post("/api/v1/auth/token", json=CREDENTIALS)

    assert slug_of(house, answer.json()["access_token"]) == "evergreen"


def test_the_door_of_the_office_offers_the_choice(house: House) -> None:
    house.open("evergreen")
    open_another(house, "another", PASSWORD_HASH)
    browser = house.browser()

    asked = browser.post("/office/login", data=CREDENTIALS)
    wrong = browser.post("/office/login", data=CREDENTIALS | {"password": "something else"})
    signed_in = browser.post("/office/login", data=CREDENTIALS | {"workspace": "another"})

    assert asked.status_code == 409
    assert '<option value="another">another</option>' in asked.text
    assert (wrong.status_code, "another" in wrong.text) == (401, False)
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/office")
