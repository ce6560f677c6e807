"""The people of the office: given roles, removed, and never without an owner."""

from threading import Thread
from uuid import UUID

import pytest

from services.portal.domain.errors import OwnerOnly
from services.portal.domain.team_errors import LastOwner
from services.portal.manifest import service
from services.portal.queries.staff import team_of
from services.portal.usecases.change_role import change_role
from tests.conftest import OpenService
from tests.portal.conftest import PASSWORD, House, joined
from tests.portal.team import (
    CAROL,
    TEAM,
    browser_of,
    employ,
    events_about,
    member,
    program_of,
    tokens_of,
)

pytestmark = pytest.mark.shows("SET-2")
OWNER = "owner@evergreen.example"
OTHER = "olga@evergreen.example"


def role_of(house: House, workspace_id: UUID, email: str) -> str | None:
    found = member(house, workspace_id, email)
    return found.role if found else None


def test_a_role_counts_from_the_next_press_on(house: House) -> None:
    workspace_id = house.open("evergreen")
    olga = employ(house, workspace_id, OTHER, "office")
    browser, program = browser_of(house, OTHER), program_of(house, OTHER)

    house.signed_in("evergreen").post(f"{TEAM}/{olga.id}/role", data={"role": "viewer"})

    assert browser.post("/office/settings/services", data={"services": "Paving"}).status_code == 403
    assert program.patch("/api/v1/settings/services", json={"services": []}).status_code == 403
    assert [told["role"] for told in events_about(house, "MemberChanged")] == ["viewer"]


def test_whoever_is_removed_is_out_at_once_everywhere(house: House) -> None:
    workspace_id = house.open("evergreen")
    olga = employ(house, workspace_id, OTHER, "owner")
    browser, tokens = browser_of(house, OTHER), tokens_of(house, OTHER).json()
    owner = house.signed_in("evergreen")

    asked = owner.post(f"{TEAM}/{olga.id}/remove")
    still = browser.get("/office").status_code
    removed = owner.post(f"{TEAM}/{olga.id}/remove", data={"sure": "yes"})

    assert (asked.status_code, "Remove olga?" in asked.text, still) == (200, True, 200)
    assert removed.headers["location"] == f"{TEAM}?said=removed"
    assert browser.get("/office").headers["location"] == "/office/login?next=/office"
    assert house.program(tokens["access_token"]).get("/api/v1/customers").status_code == 401
    refreshed = house.program().post("/api/v1/auth/token", json={"refresh_token": tokens["refresh_token"]})
    assert (refreshed.status_code, tokens_of(house, OTHER).status_code) == (401, 401)
    assert events_about(house, "MemberRemoved") == [{"staff_id": str(olga.id), "workspace_id": str(workspace_id)}]


def test_the_last_owner_neither_leaves_nor_becomes_less(house: House) -> None:
    workspace_id = house.open("evergreen")
    employ(house, workspace_id, OTHER, "office")
    owner = member(house, workspace_id, OWNER)
    assert owner
    browser, sure = house.signed_in("evergreen"), {"sure": "yes"}

    left = browser.post(f"{TEAM}/{owner.id}/remove", data=sure)
    demoted = browser.post(f"{TEAM}/{owner.id}/role", data=sure | {"role": "office"})

    assert [left.status_code, demoted.status_code] == [409, 409]
    assert "Make somebody else an owner first" in left.text
    assert role_of(house, workspace_id, OWNER) == "owner"


def test_an_owner_with_another_one_is_asked_before_they_give_it_up(house: House) -> None:
    workspace_id = house.open("evergreen")
    employ(house, workspace_id, OTHER, "owner")
    owner = member(house, workspace_id, OWNER)
    assert owner
    browser = house.signed_in("evergreen")

    asked = browser.post(f"{TEAM}/{owner.id}/role", data={"role": "viewer"})
    before = role_of(house, workspace_id, OWNER)
    browser.post(f"{TEAM}/{owner.id}/role", data={"role": "viewer", "sure": "yes"})

    assert "Stop being an owner?" in asked.text
    assert (before, role_of(house, workspace_id, OWNER)) == ("owner", "viewer")


def test_of_two_owners_who_demote_each_other_one_stays(open_service: OpenService) -> None:
    """On both databases: whoever comes second is no owner any more, and is told."""
    house = joined(open_service(service))
    workspace_id = house.open("evergreen")
    olga = employ(house, workspace_id, OTHER, "owner")
    owner = member(house, workspace_id, OWNER)
    assert owner
    refused: list[Exception] = []

    def demote(by: UUID, other: UUID) -> None:
        try:
            with house.context.database.begin() as session:
                change_role(session, workspace_id=workspace_id, staff_id=other, role="viewer", by=by)
        except (OwnerOnly, LastOwner) as error:
            refused.append(error)

    for _ in range(5):
        threads = [Thread(target=demote, args=pair) for pair in ((owner.id, olga.id), (olga.id, owner.id))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with house.context.database.read() as session:
        assert [one.role for one in team_of(session, workspace_id)].count("owner") == 1
    assert len(refused) >= 1


@pytest.mark.parametrize("role", ["office", "viewer"])
def test_others_see_who_is_there_and_change_nothing(house: House, role: str) -> None:
    workspace_id = house.open("evergreen")
    olga = employ(house, workspace_id, OTHER, role)  # type: ignore[arg-type]
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    [told] = events_about(house, "MemberInvited")
    browser, program = browser_of(house, OTHER), program_of(house, OTHER)

    page = browser.get(TEAM).text
    invited = f"{TEAM}/invitations/{told['invitation_id']}"
    tried = [f"{TEAM}/invitations", f"{invited}/send", f"{invited}/withdraw", f"{TEAM}/{olga.id}/role"]
    tried.append(f"{TEAM}/{olga.id}/remove")
    pages = [browser.post(path, data=CAROL | {"role": "owner", "sure": "yes"}) for path in tried]
    api = "/api/v1/team"
    programs = [
        program.get(f"{api}/invitations"),
        program.post(f"{api}/invitations", json=CAROL),
        program.post(f"{api}/invitations/{told['invitation_id']}/send"),
        program.delete(f"{api}/invitations/{told['invitation_id']}"),
        program.patch(f"{api}/members/{olga.id}", json={"role": "owner"}),
        program.delete(f"{api}/members/{olga.id}"),
    ]

    assert OWNER in page
    assert CAROL["email"] not in page
    assert f'action="{TEAM}' not in page
    assert {answer.status_code for answer in (*pages, *programs)} == {403}
    assert role_of(house, workspace_id, OTHER) == role


def test_an_owner_of_another_workspace_finds_nobody_here(house: House) -> None:
    workspace_id = house.open("evergreen")
    olga = employ(house, workspace_id, OTHER, "office")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    [told] = events_about(house, "MemberInvited")
    house.open("another")
    neighbour, program = house.signed_in("another"), house.program(house.access_token("another"))
    invited = f"invitations/{told['invitation_id']}"

    pages = [
        neighbour.post(f"{TEAM}/{path}", data={"role": "viewer", "sure": "yes"})
        for path in (f"{olga.id}/role", f"{olga.id}/remove", f"{invited}/send", f"{invited}/withdraw")
    ]
    programs = [
        program.patch(f"/api/v1/team/members/{olga.id}", json={"role": "viewer"}),
        program.delete(f"/api/v1/team/members/{olga.id}"),
        program.post(f"/api/v1/team/{invited}/send"),
        program.delete(f"/api/v1/team/{invited}"),
    ]

    assert {answer.status_code for answer in (*pages, *programs)} == {404}
    assert role_of(house, workspace_id, OTHER) == "office"
    assert PASSWORD not in neighbour.get(TEAM).text
    assert OTHER not in neighbour.get(TEAM).text
