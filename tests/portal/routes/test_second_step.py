"""The second step of signing in to the office: set up, asked for, lost, reset, and not to be guessed or used twice."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from starlette.testclient import TestClient

from services.portal.domain.one_time_code import STEP_SECONDS, code_at
from services.portal.domain.second_factor import LOCKED_FOR, RECOVERY_CODES, WRONG_CODES
from tests.portal.conftest import PASSWORD, House
from tests.portal.team import TEAM, YOU, browser_of, employ, events_about, tokens_of

pytestmark = pytest.mark.shows("SET-2", "OFF-2")
OWNER = "owner@evergreen.example"
VERA = "vera@evergreen.example"
STEP = "/office/login/code"
KEY = re.compile(r"Key: <strong>([A-Z2-7 ]+)</strong>")
CODE = re.compile(r"<code>([A-Z2-7-]{19})</code>")
NOON = datetime.fromisoformat("2099-11-23T12:00:10+00:00")
LATER = NOON + timedelta(minutes=5)


def code_for(secret: str, now: datetime) -> str:
    return code_at(secret, int(now.timestamp()) // STEP_SECONDS)


def set_up(browser: TestClient, now: datetime = NOON) -> tuple[str, list[str]]:
    """The secret of the app that was set up, and the recovery codes."""
    with time_machine.travel(now, tick=False):
        assert browser.post(f"{YOU}/second-step").headers["location"] == f"{YOU}/second-step"
        found = KEY.search(browser.get(f"{YOU}/second-step").text)
        assert found
        secret = found[1].replace(" ", "")
        page = browser.post(f"{YOU}/second-step/confirm", data={"code": code_for(secret, now)})
    return secret, CODE.findall(page.text)


@pytest.fixture
def protected(house: House) -> tuple[str, list[str]]:
    """Vera, a viewer, has set up an app."""
    employ(house, house.open("evergreen"), VERA, "viewer")
    with time_machine.travel(NOON - timedelta(minutes=1), tick=False):
        browser = browser_of(house, VERA)
    return set_up(browser)


def half_in(house: House) -> TestClient:
    """A browser in which the password was right."""
    browser = house.browser()
    answer = browser.post("/office/login", data={"email": VERA, "password": PASSWORD, "next": TEAM})
    assert answer.headers["location"] == f"{STEP}?next={TEAM}"
    return browser


def test_the_password_alone_signs_nobody_in(house: House, protected: tuple[str, list[str]]) -> None:
    secret, _codes = protected
    with time_machine.travel(LATER, tick=False):
        browser = half_in(house)
        outside = browser.get("/office")
        form = browser.get(f"{STEP}?next={TEAM}")
        wrong = browser.post(STEP, data={"code": "000000", "next": TEAM})
        right = browser.post(
            STEP, data={"code": f" {code_for(secret, LATER)[:3]} {code_for(secret, LATER)[3:]}", "next": TEAM}
        )
        inside = browser.get(TEAM)

    assert outside.status_code == 303
    assert 'autocomplete="one-time-code"' in form.text
    assert (wrong.status_code, "That is not the code" in wrong.text) == (401, True)
    assert (right.headers["location"], inside.status_code) == (TEAM, 200)


def test_a_code_is_taken_once(house: House, protected: tuple[str, list[str]]) -> None:
    secret, _codes = protected
    with time_machine.travel(LATER, tick=False):
        code = code_for(secret, LATER)
        first = tokens_of(house, VERA, code=code)
        again = tokens_of(house, VERA, code=code)
        before = tokens_of(house, VERA, code=code_for(secret, LATER - timedelta(seconds=STEP_SECONDS)))

    assert [first.status_code, again.status_code, before.status_code] == [200, 401, 401]
    assert again.json()["code"] == "second_factor_not_valid"


def test_the_code_that_confirmed_the_app_signs_nobody_in(house: House, protected: tuple[str, list[str]]) -> None:
    secret, _codes = protected
    with time_machine.travel(NOON, tick=False):
        answer = tokens_of(house, VERA, code=code_for(secret, NOON))

    assert answer.status_code == 401


def test_programs_are_asked_for_the_code_and_only_after_the_password(
    house: House, protected: tuple[str, list[str]]
) -> None:
    with time_machine.travel(LATER, tick=False):
        needed = tokens_of(house, VERA)
        wrong = tokens_of(house, VERA, "not the password", code=code_for(protected[0], LATER))

    assert (needed.status_code, needed.json()["code"]) == (401, "second_factor_needed")
    assert needed.json()["type"].endswith("second_factor_needed")
    assert wrong.json()["code"] == "credentials_not_valid"


def test_ten_recovery_codes_work_once_each_however_they_are_written(
    house: House, protected: tuple[str, list[str]]
) -> None:
    _secret, codes = protected
    with time_machine.travel(LATER, tick=False):
        first = tokens_of(house, VERA, code=codes[0].lower().replace("-", " "))
        again = tokens_of(house, VERA, code=codes[0])
        other = half_in(house).post(STEP, data={"code": codes[1]})

    assert len(set(codes)) == RECOVERY_CODES
    assert [first.status_code, again.status_code, other.status_code] == [200, 401, 303]


def test_neither_the_secret_nor_a_recovery_code_is_kept_as_it_is(
    house: House, protected: tuple[str, list[str]]
) -> None:
    secret, codes = protected
    with open(house.context.database.url.database or "", "rb") as file:  # noqa: PTH123
        kept = file.read()

    assert [one for one in (secret, *codes, codes[0].replace("-", "")) if one.encode() in kept] == []
    assert [secret in str(event) or codes[0] in str(event) for event in events_about(house, "MemberSecured")] == [False]


def test_five_wrong_codes_lock_one_person_for_a_while_and_nobody_else(
    house: House, protected: tuple[str, list[str]]
) -> None:
    secret, codes = protected
    with time_machine.travel(LATER, tick=False):
        browser = half_in(house)
        wrong = [browser.post(STEP, data={"code": "000000"}).status_code for _ in range(WRONG_CODES)]
        locked = [tokens_of(house, VERA, code=code) for code in (code_for(secret, LATER), codes[0])]
        page = browser.post(STEP, data={"code": code_for(secret, LATER)})
        others = tokens_of(house, OWNER)
    after = LATER + LOCKED_FOR + timedelta(seconds=1)
    with time_machine.travel(after, tick=False):
        again = tokens_of(house, VERA, code=code_for(secret, after))

    assert wrong == [401] * WRONG_CODES
    assert [(one.status_code, one.json()["code"]) for one in locked] == [(429, "second_factor_locked")] * 2
    assert int(locked[0].headers["retry-after"]) > 800
    assert (page.status_code, "Wait 15 minutes" in page.text) == (429, True)
    assert (others.status_code, again.status_code) == (200, 200)


def test_a_wrong_password_does_not_lock_the_second_step(house: House, protected: tuple[str, list[str]]) -> None:
    with time_machine.travel(LATER, tick=False):
        for _ in range(WRONG_CODES):
            tokens_of(house, VERA, "not the password", code="000000")
        answer = tokens_of(house, VERA, code=code_for(protected[0], LATER))

    assert answer.status_code == 200


def test_what_proved_the_password_is_worth_nothing_after_ten_minutes_or_a_new_password(
    house: House, protected: tuple[str, list[str]]
) -> None:
    secret, _codes = protected
    with time_machine.travel(LATER, tick=False):
        browser, other = half_in(house), half_in(house)
        inside = half_in(house)
        inside.post(STEP, data={"code": code_for(secret, LATER)})
        inside.post(f"{YOU}/password", data={"old_password": PASSWORD, "new_password": "a few other words"})
        changed = other.get(STEP)
    with time_machine.travel(LATER + timedelta(minutes=11), tick=False):
        late = browser.post(STEP, data={"code": code_for(secret, LATER + timedelta(minutes=11))})

    assert (changed.headers["location"], late.headers["location"]) == ("/office/login", "/office/login")
    assert house.browser().get(STEP).headers["location"] == "/office/login"


def test_switching_off_needs_password_and_code(house: House, protected: tuple[str, list[str]]) -> None:
    secret, _codes = protected
    with time_machine.travel(LATER, tick=False):
        browser = half_in(house)
        browser.post(STEP, data={"code": code_for(secret, LATER)})
    soon = LATER + timedelta(seconds=STEP_SECONDS)
    with time_machine.travel(soon, tick=False):
        code = code_for(secret, soon)
        no_code = browser.post(f"{YOU}/second-step/off", data={"password": PASSWORD})
        no_password = browser.post(f"{YOU}/second-step/off", data={"password": "wrong", "code": code})
        still = tokens_of(house, VERA)
        off = browser.post(f"{YOU}/second-step/off", data={"password": PASSWORD, "code": code})
        alone = tokens_of(house, VERA)

    assert [no_code.status_code, no_password.status_code, still.status_code] == [422, 422, 401]
    assert "That is not your password." in no_password.text
    assert (off.headers["location"], alone.status_code) == (f"{YOU}?said=off", 200)
    assert [told["change"] for told in events_about(house, "MemberSecured")] == [
        "second_factor_on",
        "second_factor_off",
    ]


def test_an_owner_resets_a_colleagues_second_step_and_others_cannot(
    house: House, protected: tuple[str, list[str]]
) -> None:
    del protected
    with time_machine.travel(LATER, tick=False):
        owner, program = house.signed_in("evergreen"), house.program(house.access_token("evergreen"))
        vera = next(one for one in program.get("/api/v1/team/members").json()["items"] if one["email"] == VERA)
        house.open("another")
        path, api = f"{TEAM}/{vera['staff_id']}/second-step", f"/api/v1/team/members/{vera['staff_id']}/second-factor"
        neighbour = house.program(house.access_token("another")).delete(api)
        page = owner.get(TEAM).text
        asked = owner.post(path)
        still = tokens_of(house, VERA)
        reset = owner.post(path, data={"sure": "yes"})
        alone = tokens_of(house, VERA)
        again = program.delete(api)

    assert path in page
    assert ("Reset the second step of" in asked.text, still.status_code) == (True, 401)
    assert (reset.headers["location"], alone.status_code) == (f"{TEAM}?said=reset", 200)
    assert (neighbour.status_code, again.status_code, again.json()["code"]) == (404, 409, "second_factor_off")


def test_a_program_sets_up_confirms_and_switches_off(house: House) -> None:
    house.open("evergreen")
    with time_machine.travel(NOON, tick=False):
        program = house.program(house.access_token("evergreen"))
        begun = program.post("/api/v1/me/second-factor").json()
        not_yet = tokens_of(house, OWNER)
        wrong = program.post("/api/v1/me/second-factor/confirm", json={"code": "000000"})
        code = code_for(begun["secret"], NOON)
        confirmed = program.post("/api/v1/me/second-factor/confirm", json={"code": code})
        me, twice = program.get("/api/v1/me").json(), program.post("/api/v1/me/second-factor")
        codes = confirmed.json()["recovery_codes"]
        off = program.post("/api/v1/me/second-factor/off", json={"password": PASSWORD, "code": codes[0]})

    assert begun["setup_address"].startswith("otpauth://totp/Evergreen%3Aowner%40evergreen.example?secret=")
    assert (not_yet.status_code, wrong.json()["code"]) == (200, "second_factor_not_valid")
    assert (me["second_factor"], len(codes)) == (True, RECOVERY_CODES)
    assert (twice.status_code, twice.json()["code"]) == (409, "second_factor_on")
    assert off.status_code == 204


def test_the_picture_is_for_whoever_sets_it_up_and_for_nobody_afterwards(house: House) -> None:
    house.open("evergreen")
    with time_machine.travel(NOON, tick=False):
        browser = house.signed_in("evergreen")
    before = browser.get(f"{YOU}/second-step/code.svg")
    with time_machine.travel(NOON, tick=False):
        browser.post(f"{YOU}/second-step")
        shown, stranger = browser.get(f"{YOU}/second-step/code.svg"), house.browser().get(f"{YOU}/second-step/code.svg")
    set_up(browser)
    with time_machine.travel(NOON, tick=False):
        after = browser.get(f"{YOU}/second-step/code.svg")

    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/svg+xml")
    assert (b"<svg" in shown.content, shown.headers["cache-control"]) == (True, "no-store")
    assert [one.status_code for one in (before, stranger, after)] == [303, 303, 303]


def test_an_app_that_was_never_confirmed_counts_for_nothing(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    browser.post(f"{YOU}/second-step")

    wrong = browser.post(f"{YOU}/second-step/confirm", data={"code": "abc"})

    assert (wrong.status_code, "Check the clock of the phone" in wrong.text) == (422, True)
    assert tokens_of(house, OWNER).status_code == 200
