"""The people of the office: invited by a link, which people take up and mail scanners do not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from services.portal.domain.invitation import KEPT, LIFETIME
from services.portal.usecases.create_workspace import Owner, create_workspace
from services.portal.usecases.limit_invitations import PER_WORKSPACE, limit_invitations
from services.portal.usecases.verify_credentials import MOST_OFFICES
from shared.clock import utc_now
from tests.portal.conftest import PASSWORD_HASH, House
from tests.portal.routes.test_robots import HIDDEN, MAIL_SCANNER
from tests.portal.team import (
    CAROL,
    NEW_PASSWORD,
    TEAM,
    browser_of,
    employ,
    events_about,
    invitation_link,
    member,
    open_form,
    set_password,
    ticket_on,
    tokens_of,
)

pytestmark = pytest.mark.shows("SET-2")
OWNER = "owner@evergreen.example"


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    return open_house(PORCHLIGHT_PUBLIC_URL="http://portal.test")


def test_whoever_is_invited_chooses_a_password_and_is_in(house: House) -> None:
    workspace_id = house.open("evergreen")

    invited = house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    carol = house.browser()
    joined_now = set_password(carol, invitation_link(house))

    assert invited.headers["location"] == f"{TEAM}?said=invited"
    assert (joined_now.status_code, joined_now.headers["location"]) == (303, "/office")
    assert "Carol Reyes" in carol.get(TEAM).text
    assert browser_of(house, CAROL["email"], NEW_PASSWORD).get("/office").status_code == 200
    [told] = events_about(house, "MemberJoined")
    staff = member(house, workspace_id, CAROL["email"])
    assert staff
    assert told == CAROL | {"staff_id": str(staff.id), "workspace_id": str(workspace_id)}


def test_no_event_and_no_row_holds_the_link(house: House) -> None:
    house.open("evergreen")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)

    token = invitation_link(house).rpartition(".")[2]
    kept = house.context.database.url.database or ""

    with open(kept, "rb") as file:  # noqa: PTH123
        assert token.encode() not in file.read()


@pytest.mark.shows("LNK-10")
def test_mail_scanners_join_nobody_and_use_no_link_up(house: House) -> None:
    workspace_id = house.open("evergreen")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    link, scanner = invitation_link(house), house.browser(**{"user-agent": MAIL_SCANNER})

    looks = {scanner.request(method, link).status_code for method in ("GET", "HEAD") * 5}
    posts = [scanner.post(link, data=data) for data in ({}, {"nonce": "1.2"})]
    posts.append(scanner.post(link, data=dict(HIDDEN.findall(posts[0].text)) | {"pressed": "yes"}))
    straight = scanner.post(f"{link}/password", data={"password": NEW_PASSWORD, "ticket": "1.2"})

    assert looks == {200}
    assert ['name="password"' in post.text for post in posts] == [False] * 3
    assert straight.headers["location"] == link
    assert member(house, workspace_id, CAROL["email"]) is None
    assert set_password(house.browser(), link).headers["location"] == "/office"


def test_without_script_the_link_asks_once_more(house: House) -> None:
    house.open("evergreen")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    link, browser, now = invitation_link(house), house.browser(), utc_now()

    asked = browser.post(link, data={"nonce": ""})
    with time_machine.travel(now + timedelta(seconds=5), tick=False):
        form = browser.post(link, data=dict(HIDDEN.findall(asked.text)) | {"pressed": "yes", "subject": ""})
        done = browser.post(f"{link}/password", data={"ticket": ticket_on(form), "password": NEW_PASSWORD})

    assert done.headers["location"] == "/office"


def test_an_invitation_is_good_once_and_for_a_week_unless_it_is_sent_again(house: House) -> None:
    house.open("evergreen")
    owner, now = house.signed_in("evergreen"), utc_now()
    owner.post(f"{TEAM}/invitations", data=CAROL)
    link = invitation_link(house)

    with time_machine.travel(now + timedelta(days=7, seconds=5), tick=False):
        late = house.browser().get(link)
        owner = house.signed_in("evergreen")
        [told] = events_about(house, "MemberInvited")
        again = owner.post(f"{TEAM}/invitations/{told['invitation_id']}/send")
        first, second = (set_password(house.browser(), link) if used else house.browser().get(link) for used in (1, 0))

    assert (late.status_code, "This link is over" in late.text) == (410, True)
    assert again.headers["location"] == f"{TEAM}?said=sent"
    assert (first.headers["location"], second.status_code) == ("/office", 410)
    assert len(events_about(house, "MemberInvited")) == 2


def test_an_invitation_that_was_withdrawn_leads_nowhere_even_from_the_open_form(house: House) -> None:
    workspace_id = house.open("evergreen")
    owner, carol = house.signed_in("evergreen"), house.browser()
    owner.post(f"{TEAM}/invitations", data=CAROL)
    link = invitation_link(house)
    ticket = ticket_on(open_form(carol, link))

    [told] = events_about(house, "MemberInvited")
    owner.post(f"{TEAM}/invitations/{told['invitation_id']}/withdraw")
    late = carol.post(f"{link}/password", data={"ticket": ticket, "password": NEW_PASSWORD})

    assert (late.status_code, member(house, workspace_id, CAROL["email"])) == (410, None)


def test_a_password_that_is_too_short_is_asked_for_again_and_the_link_stays_good(house: House) -> None:
    house.open("evergreen")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    link, carol = invitation_link(house), house.browser()

    weak = set_password(carol, link, "short")

    assert (weak.status_code, "at least 10 characters" in weak.text) == (422, True)
    assert set_password(carol, link).headers["location"] == "/office"


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"email": OWNER}, 409, "is in your office already"),
        ({"email": "nobody"}, 422, "Email must be an email address"),
        ({"name": " "}, 422, "Name must not be empty"),
        ({"role": "king"}, 422, "Role must be one of owner, office, viewer"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_kept(
    house: House, changes: dict[str, str], status: int, words: str
) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL | changes)

    assert (answer.status_code, words in answer.text) == (status, True)
    assert events_about(house, "MemberInvited") == []


def test_one_address_is_invited_once_and_may_be_of_two_offices(house: House) -> None:
    house.open("evergreen")
    house.open("another")
    owner = house.signed_in("evergreen")

    owner.post(f"{TEAM}/invitations", data=CAROL)
    twice = owner.post(f"{TEAM}/invitations", data=CAROL | {"email": " CAROL@evergreen.example "})
    set_password(house.browser(), invitation_link(house))
    house.signed_in("another").post(f"{TEAM}/invitations", data=CAROL | {"role": "viewer"})
    set_password(house.browser(), invitation_link(house), "words for the other one")

    assert (twice.status_code, "is invited already" in twice.text) == (409, True)
    roles = {password: program_token_role(house, password) for password in (NEW_PASSWORD, "words for the other one")}
    assert list(roles.values()) == ["office", "viewer"]


def program_token_role(house: House, password: str) -> str:
    token = tokens_of(house, CAROL["email"], password).json()["access_token"]
    return str(house.program(token).get("/api/v1/me").json()["role"])


def test_invitations_are_limited_and_need_an_address_for_links(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_PUBLIC_URL="")
    workspace_id = house.open("evergreen")
    owner = house.signed_in("evergreen")

    nowhere = owner.post(f"{TEAM}/invitations", data=CAROL)
    # Another window than that of the one above.
    with time_machine.travel(utc_now() + timedelta(hours=1), tick=False):
        for _ in range(PER_WORKSPACE):
            limit_invitations(house.context.database, workspace_id=workspace_id)
        often = owner.post(f"{TEAM}/invitations", data=CAROL)

    assert (nowhere.status_code, "links are not set up" in nowhere.text) == (409, True)
    assert often.status_code == 429


@pytest.mark.parametrize("leaving", ["remove", "role"])
def test_an_owner_who_goes_takes_along_the_invitations_that_are_open(house: House, leaving: str) -> None:
    workspace_id = house.open("evergreen")
    gone = employ(house, workspace_id, "old@evergreen.example", "owner")
    browser_of(house, "old@evergreen.example").post(f"{TEAM}/invitations", data=CAROL | {"role": "owner"})
    link = invitation_link(house)

    house.signed_in("evergreen").post(f"{TEAM}/{gone.id}/{leaving}", data={"sure": "yes", "role": "viewer"})
    late = house.browser().get(link)

    assert late.status_code == 410
    assert member(house, workspace_id, CAROL["email"]) is None


def test_somebody_who_joined_by_a_link_is_kept_out_by_nobody_who_signs_up_as_them(house: House) -> None:
    for number in range(MOST_OFFICES + 1):
        with house.context.database.begin() as session:
            stranger = Owner(CAROL["email"], PASSWORD_HASH)
            create_workspace(session, slug=f"squat-{number}", company_name="Squat", owner=stranger)
    house.open("evergreen")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)
    set_password(house.browser(), invitation_link(house))

    answer = tokens_of(house, CAROL["email"], NEW_PASSWORD)

    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["Carol https://elsewhere.example", "https://elsewhere.example/login"])
def test_nobody_is_called_by_a_web_address(house: House, name: str) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL | {"name": name})

    assert (answer.status_code, "must be a name, without a web address" in answer.text) == (422, True)
    assert events_about(house, "MemberInvited") == []


def test_what_turns_names_around_unseen_is_left_out(house: House) -> None:
    house.open("evergreen")

    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL | {"name": "Carol\u202e Reyes\u2066"})

    (invited,) = events_about(house, "MemberInvited")
    assert invited["name"] == "Carol Reyes"


def test_who_never_answered_is_forgotten_after_a_while(house: House) -> None:
    house.open("evergreen")
    house.signed_in("evergreen").post(f"{TEAM}/invitations", data=CAROL)

    with time_machine.travel(utc_now() + LIFETIME + KEPT + timedelta(days=1), tick=False):
        owner = house.signed_in("evergreen")
        owner.post(f"{TEAM}/invitations", data=CAROL | {"name": "Kim Lee", "email": "kim@evergreen.example"})
        page = owner.get(TEAM).text

    assert ("Kim Lee" in page, "Carol Reyes" in page) == (True, False)
