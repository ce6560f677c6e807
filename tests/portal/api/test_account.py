from typing import Any

import pytest

from services.portal.domain.staff import Role, hire
from shared.clock import utc_now
from tests.portal.conftest import PASSWORD, PASSWORD_HASH, House
from tests.support.services import published


def employ(house: House, workspace_id: Any, email: str, role: Role) -> str:
    """A colleague of that role; returns their access token."""
    with house.context.database.begin() as session:
        session.add(hire(workspace_id, email=email, role=role, password_hash=PASSWORD_HASH, now=utc_now()))
    answer = house.program().post("/api/v1/auth/token", json={"email": email, "password": PASSWORD})
    return str(answer.json()["access_token"])


@pytest.mark.shows("SET-2")
def test_shows_the_account(house: House) -> None:
    workspace = house.open("evergreen")

    account = house.program(house.access_token("evergreen")).get("/api/v1/settings/account").json()

    assert account == {
        "workspace_id": str(workspace),
        "slug": "evergreen",
        "company_name": "Evergreen",
        "time_zone": "America/New_York",
        "currency": "USD",
        "locale": "en_US",
        "public_site_url": None,
        "contact_email": None,
        "contact_phone": None,
        "link_days": 60,
        "holiday_lights_enabled": False,
        "business_hours": "mon,tue,wed,thu,fri 08:00-18:00",
        "portal_url": "http://portal.test/portal/evergreen",
        "google_review_url": None,
        "invite_everyone": False,
    }


@pytest.mark.shows("SET-2", "ACC-2")
def test_a_change_is_kept_in_one_form_and_told_to_every_service(house: House) -> None:
    house.open("evergreen")
    change = {
        "contact_email": " Hello@Evergreen.EXAMPLE ",
        "contact_phone": "(212) 555-0100",
        "public_site_url": "https://evergreen.example/",
        "link_days": 30,
        "time_zone": "America/Los_Angeles",
    }

    account = house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json=change).json()

    told = published(house.context, "WorkspaceChanged")[-1]["data"]
    for known in (account, told):
        assert known["contact_email"] == "hello@evergreen.example"
        assert known["contact_phone"] == "+12125550100"
        assert known["public_site_url"] == "https://evergreen.example"
        assert (known["link_days"], known["time_zone"]) == (30, "America/Los_Angeles")


@pytest.mark.shows("ACC-2")
def test_a_phone_without_a_country_code_is_from_the_workspaces_country(house: House) -> None:
    house.open("evergreen")
    change = {"contact_phone": "020 7946 0018", "locale": "en-GB"}

    account = house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json=change).json()

    assert (account["contact_phone"], account["locale"]) == ("+442079460018", "en_GB")


def test_null_takes_a_contact_away(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))
    program.patch("/api/v1/settings/account", json={"contact_phone": "(212) 555-0100"})

    account = program.patch("/api/v1/settings/account", json={"contact_phone": None}).json()

    assert account["contact_phone"] is None


@pytest.mark.shows("ACC-1")
@pytest.mark.parametrize("slug", ["another", "evergreen", None, 7])
def test_a_slug_never_changes(house: House, slug: Any) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json={"slug": slug})

    assert (answer.status_code, answer.json()["code"]) == (422, "slug_immutable")
    assert answer.json()["errors"][0]["field"] == "slug"
    assert published(house.context, "WorkspaceChanged") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact_email", "nobody"),
        ("contact_phone", "12"),
        ("contact_phone", "call me"),
        ("public_site_url", "javascript:alert(1)"),
        ("public_site_url", "https://user:pass@evergreen.example"),
        ("public_site_url", "evergreen.example"),
        ("link_days", 0),
        ("link_days", 366),
        ("link_days", "30"),
        ("link_days", 30.0),
        ("link_days", True),
        ("company_name", None),
        ("company_name", ""),
        ("currency", "XXXX"),
        ("google", "x"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_changed(house: House, field: str, value: Any) -> None:
    house.open("evergreen")
    change = {"time_zone": "America/Chicago", field: value}

    answer = house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json=change)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert published(house.context, "WorkspaceChanged") == []


def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    viewer = house.program(employ(house, house.open("evergreen"), "viewer@evergreen.example", "viewer"))

    looked = viewer.get("/api/v1/settings/account")
    changed = viewer.patch("/api/v1/settings/account", json={"company_name": "Mine"})

    assert looked.status_code == 200
    assert (changed.status_code, changed.json()["code"]) == (403, "forbidden")


def test_each_workspace_has_its_own_account(house: House) -> None:
    house.open("evergreen")
    house.open("rival")

    house.program(house.access_token("rival")).patch("/api/v1/settings/account", json={"company_name": "Rival & Co"})

    account = house.program(house.access_token("evergreen")).get("/api/v1/settings/account").json()
    assert account["company_name"] == "Evergreen"


def test_without_a_token_there_is_no_account(house: House) -> None:
    answer = house.program().get("/api/v1/settings/account")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.shows("SET-2")
def test_only_an_owner_changes_the_website_that_links_may_begin_with(house: House) -> None:
    workspace_id = house.open("evergreen")
    colleague = house.program(employ(house, workspace_id, "sam@evergreen.example", "office"))
    elsewhere = {"public_site_url": "https://elsewhere.example", "company_name": "Elsewhere"}

    refused = colleague.patch("/api/v1/settings/account", json=elsewhere)
    kept = colleague.get("/api/v1/settings/account").json()
    other = colleague.patch(
        "/api/v1/settings/account", json={"company_name": "Evergreen & Sons", "public_site_url": None}
    )

    assert (refused.status_code, refused.json()["code"]) == (403, "owner_only")
    assert (kept["public_site_url"], kept["company_name"]) == (None, "Evergreen")
    assert other.status_code == 200
