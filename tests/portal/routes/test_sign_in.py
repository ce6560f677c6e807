import pytest
import time_machine

from services.portal.usecases.limit_sign_ins import TRIES_PER_ADDRESS, TRIES_PER_IP, limit_sign_ins
from shared.clock import utc_now
from shared.errors import TooMany
from tests.portal.conftest import PASSWORD, House

OWNER = {"email": "owner@evergreen.example", "password": PASSWORD}


def test_the_owner_signs_in_and_out(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    signed_in = browser.post("/office/login", data=OWNER)
    inside = browser.get("/office/estimates")
    signed_out = browser.post("/office/logout")
    outside = browser.get("/office/estimates")

    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/office")
    assert inside.status_code == 200
    assert signed_out.headers["location"] == "/office/login"
    assert (outside.status_code, outside.headers["location"]) == (303, "/office/login?next=/office/estimates")


@pytest.mark.shows("ACC-2")
def test_the_address_is_compared_trimmed_and_without_regard_to_case(house: House) -> None:
    house.open("evergreen")

    answer = house.browser().post("/office/login", data=OWNER | {"email": " Owner@EVERGREEN.example "})

    assert answer.status_code == 303


def test_an_unknown_address_and_a_wrong_password_look_alike(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    wrong = browser.post("/office/login", data=OWNER | {"password": "not the password"})
    unknown = browser.post("/office/login", data=OWNER | {"email": "nobody@evergreen.example"})

    told = [answer.text.replace("nobody@", "owner@").partition("<body")[2] for answer in (wrong, unknown)]
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert told[0] == told[1]
    assert "do not go together" in wrong.text


def test_the_token_itself_is_kept_nowhere(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    kept = house.context.database.url.database

    assert kept
    with open(kept, "rb") as file:  # noqa: PTH123
        assert browser.cookies["office"].encode() not in file.read()


def test_a_session_ended_elsewhere_is_over(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    other = house.browser(cookie=f"office={browser.cookies['office']}")

    other.post("/office/logout")

    assert browser.get("/office/estimates").status_code == 303


def test_signing_in_again_ends_the_session_before(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    first = browser.cookies["office"]

    browser.post("/office/login", data=OWNER)

    assert browser.cookies["office"] != first
    assert house.browser(cookie=f"office={first}").get("/office/estimates").status_code == 303


def test_a_session_ends_by_itself_after_a_working_day(house: House) -> None:
    house.open("evergreen")
    with time_machine.travel("2026-11-23T08:00:00Z", tick=False):
        browser = house.signed_in("evergreen")
    token = browser.cookies.get("office") or ""

    with time_machine.travel("2026-11-23T20:01:00Z", tick=False):
        answer = house.browser(cookie=f"office={token}").get("/office/estimates")

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/portal/evergreen",
        "/office/logout",
        "/office/../x",
    ],
)
def test_signing_in_leads_to_the_console_and_nowhere_else(house: House, target: str) -> None:
    house.open("evergreen")

    answer = house.browser().post("/office/login", data=OWNER | {"next": target})

    assert answer.headers["location"] == "/office"


def test_signing_in_leads_back_to_where_one_was_going(house: House) -> None:
    house.open("evergreen")

    answer = house.browser().post("/office/login", data=OWNER | {"next": "/office/notifications"})

    assert answer.headers["location"] == "/office/notifications"


def test_guessing_is_stopped_at_the_door(house: House) -> None:
    house.open("evergreen")
    for _ in range(TRIES_PER_ADDRESS):
        limit_sign_ins(house.context.database, ip="elsewhere", email="owner@evergreen.example")

    page = house.browser().post("/office/login", data=OWNER)
    token = house.program().post("/api/v1/auth/token", json=OWNER)

    assert page.status_code == 429
    assert "Too many tries" in page.text
    assert (token.status_code, token.json()["code"]) == (429, "too_many_requests")
    assert int(token.headers["retry-after"]) > 0


def test_guessing_at_many_addresses_is_stopped_too(house: House) -> None:
    database = house.context.database

    # Within one window, however slow the machine is.
    with time_machine.travel(utc_now(), tick=False):
        for number in range(TRIES_PER_IP):
            limit_sign_ins(database, ip="203.0.113.9", email=f"{number}@evergreen.example")

        with pytest.raises(TooMany):
            limit_sign_ins(database, ip="203.0.113.9", email="one-more@evergreen.example")


def test_the_front_of_the_office_leads_in_or_to_the_door(house: House) -> None:
    house.open("evergreen")

    assert house.browser().get("/office").headers["location"] == "/office/login?next=/office"
    assert house.signed_in("evergreen").get("/office").status_code == 200
