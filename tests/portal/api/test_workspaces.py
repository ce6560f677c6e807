from typing import Any

import pytest

from services.portal.api.workspaces import SIGN_UPS
from shared.web.rate_limit import check_rate
from tests.portal.conftest import House
from tests.support.services import published

SIGN_UP = {
    "slug": "evergreen",
    "company_name": "Evergreen Exteriors",
    "owner_email": " Owner@Evergreen.example ",
    "owner_password": "correct horse battery",
}


@pytest.mark.shows("ACC-1")
def test_signing_up_opens_a_workspace_and_tells_every_service(house: House) -> None:
    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP)

    made = answer.json()
    created = published(house.context, "WorkspaceCreated")
    assert answer.status_code == 201
    assert made == {
        "workspace_id": made["workspace_id"],
        "slug": "evergreen",
        "portal_url": "http://portal.test/portal/evergreen",
    }
    assert [event["workspaceid"] for event in created] == [made["workspace_id"]]
    assert created[0]["data"]["company_name"] == "Evergreen Exteriors"
    assert (created[0]["data"]["currency"], created[0]["data"]["locale"]) == ("USD", "en_US")


@pytest.mark.shows("ACC-2")
def test_the_owners_address_is_kept_trimmed_and_in_lower_case(house: House) -> None:
    house.program().post("/api/v1/workspaces", json=SIGN_UP)

    assert published(house.context, "WorkspaceCreated")[0]["data"]["owner_email"] == "owner@evergreen.example"


@pytest.mark.shows("ACC-1")
def test_a_slug_belongs_to_one_workspace(house: House) -> None:
    house.open("evergreen")

    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP | {"owner_email": "other@evergreen.example"})

    assert (answer.status_code, answer.json()["code"]) == (409, "slug_taken")
    assert published(house.context, "WorkspaceCreated")[1:] == []


def test_nobody_learns_whose_address_is_known_and_an_owner_may_have_two_businesses(house: House) -> None:
    known = house.program().post("/api/v1/workspaces", json=SIGN_UP)

    again = house.program().post("/api/v1/workspaces", json=SIGN_UP | {"slug": "another"})

    assert (known.status_code, again.status_code) == (201, 201)
    assert set(known.json()) == set(again.json())
    owners = [event["data"]["owner_email"] for event in published(house.context, "WorkspaceCreated")]
    assert owners == ["owner@evergreen.example"] * 2


@pytest.mark.shows("ACC-1")
@pytest.mark.parametrize(
    "slug",
    [
        "",
        "ab",
        "Evergreen",
        "ever green",
        "-evergreen",
        "evergreen-",
        "ever_green",
        "évergreen",
        "a" * 51,
        "evergreen\n",
    ],
)
def test_a_slug_is_lower_case_letters_digits_and_hyphens(house: House, slug: str) -> None:
    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP | {"slug": slug})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["slug"]


@pytest.mark.shows("ACC-1")
@pytest.mark.parametrize("slug", ["www", "api", "admin", "office", "portal", "static", "customer", "quote", "dev"])
def test_names_that_would_be_taken_for_the_portals_own_are_kept(house: House, slug: str) -> None:
    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP | {"slug": slug})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_slug")
    assert answer.json()["detail"] == (
        f"slug must not be '{slug}', which the portal keeps for itself. Choose one with the company's name."
    )
    assert published(house.context) == []


@pytest.mark.parametrize("slug", ["abc", "a-1", "7-eleven-lawns", "a" * 50])
def test_such_slugs_are_taken(house: House, slug: str) -> None:
    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP | {"slug": slug})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner_password", "too short"),
        ("owner_password", "x" * 300),
        ("owner_email", "nobody"),
        ("owner_email", "a@b"),
        ("company_name", "   "),
        ("company_name", "x" * 121),
        ("company_name", "Ever\x00green"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("currency", "usd"),
        ("currency", "DOLLARS"),
        ("locale", "tlh"),
        ("locale", "en"),
        ("slug", 7),
        ("plan", "gold"),
    ],
)
def test_what_is_wrong_is_named(house: House, field: str, value: Any) -> None:
    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP | {field: value})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert published(house.context) == []


def test_repeating_a_request_opens_one_workspace(house: House) -> None:
    program, key = house.program(), {"idempotency-key": "sign-up-1"}

    first = program.post("/api/v1/workspaces", json=SIGN_UP, headers=key)
    again = program.post("/api/v1/workspaces", json=SIGN_UP, headers=key)
    other = program.post("/api/v1/workspaces", json=SIGN_UP | {"slug": "another"}, headers=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert len(published(house.context, "WorkspaceCreated")) == 1


def test_signing_up_over_and_over_is_stopped(house: House) -> None:
    for _ in range(SIGN_UPS):
        check_rate(house.context.database, "sign-up:testclient", limit=SIGN_UPS, seconds=3600)

    answer = house.program().post("/api/v1/workspaces", json=SIGN_UP)

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert published(house.context) == []
