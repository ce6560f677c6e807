"""What people of the office change of themselves, and what becomes of a forgotten password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from services.portal.usecases.check_own_password import TRIES
from services.portal.usecases.keep_channel import keep_channel
from services.portal.usecases.limit_password_resets import PER_ADDRESS, PER_NETWORK
from shared.clock import utc_now
from tests.portal.conftest import PASSWORD, House
from tests.portal.routes.test_robots import HIDDEN, MAIL_SCANNER
from tests.portal.team import (
    NEW_PASSWORD,
    TEAM,
    YOU,
    browser_of,
    employ,
    events_about,
    member,
    open_form,
    program_of,
    reset_link,
    set_password,
    ticket_on,
    tokens_of,
)

pytestmark = pytest.mark.shows("SET-2")
OWNER = "owner@evergreen.example"
VERA = "vera@evergreen.example"
FORGOTTEN = "/office/forgotten"
CHANGE = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    return open_house(PORCHLIGHT_PUBLIC_URL="http://portal.test")


def test_everybody_says_what_they_are_called_whatever_their_role(house: House) -> None:
    employ(house, house.open("evergreen"), VERA, "viewer")
    browser, program = browser_of(house, VERA), program_of(house, VERA)

    saved = browser.post(f"{YOU}/name", data={"name": " Vera Lind "})
    empty = browser.post(f"{YOU}/name", data={"name": ""})
    renamed = program.patch("/api/v1/me", json={"name": "Vera M. Lind"})

    assert saved.headers["location"] == f"{YOU}?said=name"
    assert (empty.status_code, "Name must not be empty" in empty.text) == (422, True)
    assert (renamed.json()["name"], program.get("/api/v1/me").json()["role"]) == ("Vera M. Lind", "viewer")
    assert [told["name"] for told in events_about(house, "MemberChanged")] == ["Vera Lind", "Vera M. Lind"]


def test_a_new_password_asks_for_the_old_one_and_signs_out_everywhere_else(house: House) -> None:
    house.open("evergreen")
    browser, elsewhere, tokens = house.signed_in("evergreen"), house.signed_in("evergreen"), house.tokens("evergreen")
    before = browser.cookies["office"]

    wrong = browser.post(f"{YOU}/password", data=CHANGE | {"old_password": "something else"})
    weak = browser.post(f"{YOU}/password", data=CHANGE | {"new_password": "short"})
    changed = browser.post(f"{YOU}/password", data=CHANGE)

    assert (wrong.status_code, "That is not your password." in wrong.text) == (422, True)
    assert (weak.status_code, "The new password must have at least 10 characters" in weak.text) == (422, True)
    assert changed.headers["location"] == f"{YOU}?said=password"
    assert (browser.get("/office").status_code, browser.cookies["office"] == before) == (200, False)
    assert elsewhere.get("/office").status_code == 303
    assert house.program(tokens["access_token"]).get("/api/v1/me").status_code == 401
    again = house.program().post("/api/v1/auth/token", json={"refresh_token": tokens["refresh_token"]})
    assert (again.status_code, tokens_of(house, OWNER).status_code) == (401, 401)
    assert tokens_of(house, OWNER, NEW_PASSWORD).status_code == 200
    [told] = events_about(house, "MemberSecured")
    assert (told["change"], told["email"], NEW_PASSWORD in str(told)) == ("password", OWNER, False)


def test_a_program_changes_the_password_and_signs_in_anew(house: House) -> None:
    house.open("evergreen")
    program = house.program(house.access_token("evergreen"))

    wrong = program.post("/api/v1/me/password", json=CHANGE | {"old_password": "something else"})
    changed = program.post("/api/v1/me/password", json=CHANGE)

    assert (wrong.status_code, wrong.json()["code"]) == (422, "password_not_right")
    assert (changed.status_code, program.get("/api/v1/me").status_code) == (204, 401)
    assert tokens_of(house, OWNER, NEW_PASSWORD).status_code == 200


def test_whoever_finds_an_open_browser_cannot_guess_the_password_in_it(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    with time_machine.travel(utc_now(), tick=False):
        for _ in range(TRIES):
            browser.post(f"{YOU}/password", data=CHANGE | {"old_password": "something else"})
        stopped = browser.post(f"{YOU}/password", data=CHANGE)

    assert stopped.status_code == 429
    assert tokens_of(house, OWNER).status_code == 200


def test_signing_out_everywhere_ends_browsers_and_programs(house: House) -> None:
    house.open("evergreen")
    browser, elsewhere, tokens = house.signed_in("evergreen"), house.signed_in("evergreen"), house.tokens("evergreen")

    left = browser.post(f"{YOU}/sign-out")

    assert left.headers["location"] == "/office/login?said=everywhere"
    assert [one.get("/office").status_code for one in (browser, elsewhere)] == [303, 303]
    assert house.program(tokens["access_token"]).get("/api/v1/customers").status_code == 401
    assert house.signed_in("evergreen").get("/office").status_code == 200
    assert house.program(house.access_token("evergreen")).get("/api/v1/me").status_code == 200


def test_a_forgotten_password_is_set_anew_by_a_link_that_is_good_once(house: House) -> None:
    house.open("evergreen")
    elsewhere = house.signed_in("evergreen")

    asked = house.browser().post(FORGOTTEN, data={"email": " Owner@Evergreen.example "})
    link = reset_link(house)
    other = house.browser()
    open_ticket = ticket_on(open_form(other, link))
    done = set_password(house.browser(), link)
    late = other.post(f"{link}/password", data={"ticket": open_ticket, "password": "yet other words"})

    assert asked.status_code == 200
    assert done.headers["location"] == "/office/login?said=password"
    assert "set-cookie" not in done.headers
    assert (late.status_code, house.browser().get(link).status_code) == (410, 410)
    assert elsewhere.get("/office").status_code == 303
    assert browser_of(house, OWNER, NEW_PASSWORD).get("/office").status_code == 200


@pytest.mark.shows("LNK-10")
def test_mail_scanners_set_no_password(house: House) -> None:
    house.open("evergreen")
    house.browser().post(FORGOTTEN, data={"email": OWNER})
    link, scanner = reset_link(house), house.browser(**{"user-agent": MAIL_SCANNER})

    posts = [scanner.post(link, data={}), scanner.post(f"{link}/password", data={"password": NEW_PASSWORD})]
    posts.append(scanner.post(link, data=dict(HIDDEN.findall(posts[0].text)) | {"pressed": "yes"}))

    assert ['name="password"' in post.text for post in posts] == [False] * 3
    assert tokens_of(house, OWNER).status_code == 200


def test_a_link_for_a_forgotten_password_is_over_after_an_hour(house: House) -> None:
    house.open("evergreen")
    house.browser().post(FORGOTTEN, data={"email": OWNER})

    with time_machine.travel(utc_now() + timedelta(hours=1, seconds=5), tick=False):
        late = house.browser().get(reset_link(house))

    assert (late.status_code, "Ask for a new link" in late.text) == (410, True)


def test_nobody_learns_whether_an_address_signs_in_anywhere(house: House) -> None:
    house.open("evergreen")

    known = house.browser().post(FORGOTTEN, data={"email": OWNER})
    unknown = house.browser().post(FORGOTTEN, data={"email": "nobody@evergreen.example"})
    program = house.program()
    told = [
        program.post("/api/v1/auth/password-reset", json={"email": email})
        for email in (OWNER, "nobody@evergreen.example")
    ]

    assert known.text.partition("<body")[2] == unknown.text.partition("<body")[2]
    own = {"content-security-policy", "x-correlation-id"}
    assert {name: known.headers[name] for name in known.headers.keys() - own} == {
        name: unknown.headers[name] for name in unknown.headers.keys() - own
    }
    assert [(answer.status_code, answer.json()) for answer in told] == [(202, {"status": "accepted"})] * 2
    assert len(events_about(house, "PasswordResetRequested")) == 2


def test_each_office_of_an_address_gets_a_link_of_its_own(house: House) -> None:
    evergreen = house.open("evergreen")
    employ(house, house.open("another"), OWNER, "viewer")

    house.browser().post(FORGOTTEN, data={"email": OWNER})
    told = {one["workspace_id"]: one for one in events_about(house, "PasswordResetRequested")}
    set_password(house.browser(), reset_link(house))

    assert len(told) == 2
    assert str(evergreen) in told
    assert {tokens_of(house, OWNER, word).status_code for word in (PASSWORD, NEW_PASSWORD)} == {200}


def test_asking_too_often_sends_no_more_and_says_nothing_of_it(house: House) -> None:
    house.open("evergreen")

    with time_machine.travel(utc_now(), tick=False):
        answers = [house.browser().post(FORGOTTEN, data={"email": OWNER}) for _ in range(PER_NETWORK)]
        stopped = house.browser().post(FORGOTTEN, data={"email": OWNER})
        elsewhere = house.browser(ip="203.0.113.7").post(FORGOTTEN, data={"email": OWNER})

    assert {answer.status_code for answer in answers} == {200}
    assert len(events_about(house, "PasswordResetRequested")) == PER_ADDRESS
    assert (stopped.status_code, elsewhere.status_code) == (429, 200)


def test_whoever_is_removed_has_no_link_any_more(house: House) -> None:
    workspace_id = house.open("evergreen")
    vera = employ(house, workspace_id, VERA, "viewer")
    house.browser().post(FORGOTTEN, data={"email": VERA})
    link = reset_link(house)

    house.signed_in("evergreen").post(f"{TEAM}/{vera.id}/remove", data={"sure": "yes"})

    assert house.browser().get(link).status_code == 410
    assert member(house, workspace_id, VERA) is None


def test_no_link_is_promised_while_no_mail_goes_out(house: House) -> None:
    with house.context.database.begin() as session:
        keep_channel(session, channel="email", available=False)

    answer = house.browser().post(FORGOTTEN, data={"email": OWNER})

    assert (answer.status_code, "No messages can be sent" in answer.text) == (503, True)


def test_tokens_of_links_stay_out_of_referrers(house: House) -> None:
    house.open("evergreen")
    house.browser().post(FORGOTTEN, data={"email": OWNER})

    page = house.browser().get(reset_link(house))

    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
