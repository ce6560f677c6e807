"""A business opens its workspace by the form, and programs do not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
import time_machine

from services.portal.domain.nonce import LIFETIME, READING
from services.portal.usecases.limit_new_workspaces import PER_NETWORK, limit_new_workspaces
from shared.clock import utc_now
from shared.web.caller import Caller, mint
from tests.portal.conftest import House
from tests.support.services import SECRETS, published

pytestmark = pytest.mark.shows("ACC-1", "OFF-1")
PATH = "/office/sign-up"
FORM = {
    "company_name": "Evergreen Exteriors",
    "slug": "evergreen",
    "owner_email": " Miguel@Evergreen.example ",
    "owner_password": "correct horse battery",
    "time_zone": "Europe/Berlin",
    "currency": "EUR",
    "language": "en",
    "pressed": "yes",
    "subject": "",
}


def nonce_in(page: str) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


def filled(browser: httpx.Client, after: timedelta = READING + timedelta(seconds=1), **changes: str) -> httpx.Response:
    """The form, opened, filled in as somebody would and sent."""
    start = utc_now()
    with time_machine.travel(start, tick=False):
        nonce = nonce_in(browser.get(PATH).text)
    with time_machine.travel(start + after, tick=False):
        return browser.post(PATH, data=FORM | {"nonce": nonce} | changes)


def field_errors(page: str) -> list[str]:
    return re.findall(r'class="field-error" id="([a-z_]+)-error"', page)


def test_one_form_opens_the_workspace_and_the_office(house: House) -> None:
    browser = house.browser()

    answer = filled(browser)

    created = published(house.context, "WorkspaceCreated")[0]["data"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/office")
    assert "Evergreen Exteriors" in browser.get("/office").text
    assert browser.get("/portal/evergreen").status_code == 200
    assert (created["slug"], created["owner_email"]) == ("evergreen", "miguel@evergreen.example")
    assert (created["time_zone"], created["currency"], created["locale"]) == ("Europe/Berlin", "EUR", "en_DE")


def test_the_owner_signs_in_with_what_was_typed(house: House) -> None:
    filled(house.browser())

    form = {"email": "miguel@evergreen.example", "password": FORM["owner_password"]}
    assert house.browser().post("/office/login", data=form).headers["location"] == "/office"


@pytest.mark.parametrize(
    ("accepted", "zone", "currency", "language"),
    [
        ("es-MX,es;q=0.9", r"America/[A-Z]\w+", "MXN", "es"),
        ("en-GB,en;q=0.8", "Europe/London", "GBP", "en"),
        ("de-DE,de", "Europe/(Berlin|Busingen)", "EUR", "en"),
        ("en-US,en", "America/New_York", "USD", "en"),
        ("", "America/New_York", "USD", "en"),
        ("x" * 4000 + ",;q=,--", "America/New_York", "USD", "en"),
    ],
)
def test_time_zone_currency_and_language_are_guessed(
    house: House, accepted: str, zone: str, currency: str, language: str
) -> None:
    page = house.browser(**{"accept-language": accepted}).get(PATH).text

    assert re.search(rf'<option value="{zone}" data-currency="{currency}" selected>', page)
    assert f"<option selected>{currency}</option>" in page
    assert f'<option value="{language}" selected>' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("company_name", " "),
        ("company_name", "x" * 121),
        ("company_name", "Ever\x00green"),
        ("slug", "Ever Green"),
        ("slug", "office"),
        ("owner_email", "nobody"),
        ("owner_password", "short"),
        ("owner_password", ""),
        ("time_zone", "Mars/Olympus"),
        ("currency", "dollars"),
        ("language", "tlh"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_kept(house: House, field: str, value: str) -> None:
    answer = filled(house.browser(), **{field: value})

    assert (answer.status_code, field_errors(answer.text)) == (422, [field])
    assert "correct horse battery" not in answer.text
    assert field == "owner_email" or "Miguel@Evergreen.example" in answer.text
    assert published(house.context) == []


def test_everything_that_is_wrong_is_named_at_once(house: House) -> None:
    answer = house.browser().post(PATH, data={})

    assert field_errors(answer.text) == list(FORM)[:7]


def test_markup_in_a_name_is_shown_as_it_was_typed(house: House) -> None:
    answer = filled(house.browser(), company_name="<script>alert(1)</script>", owner_email="nobody")

    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_taken_address_comes_with_one_that_is_free(house: House) -> None:
    house.open("evergreen")
    house.open("evergreen-2")

    answer = filled(house.browser())

    assert (answer.status_code, field_errors(answer.text)) == (409, ["slug"])
    assert "evergreen-3" in answer.text
    assert len(published(house.context, "WorkspaceCreated")) == 2


def test_without_an_address_one_is_proposed_and_asked_about(house: House) -> None:
    answer = filled(house.browser(), slug="")

    assert (answer.status_code, field_errors(answer.text)) == (422, ["slug"])
    assert 'name="slug" value="evergreen-exteriors"' in answer.text
    assert "for ever" in answer.text
    assert published(house.context) == []


def test_the_same_form_sent_twice_opens_one_workspace_and_signs_in_once(house: House) -> None:
    browser = house.browser()
    first = filled(browser)

    again, elsewhere = filled(browser), filled(house.browser())

    assert (first.status_code, again.status_code) == (303, 303)
    assert browser.get("/office").status_code == 200
    assert (elsewhere.status_code, "set-cookie" in elsewhere.headers) == (303, False)
    assert len(published(house.context, "WorkspaceCreated")) == 1


def test_somebody_elses_workspace_is_not_opened_by_its_address(house: House) -> None:
    filled(house.browser())

    other = filled(house.browser(), owner_password="another password")
    stranger = filled(house.browser(), owner_email="other@evergreen.example")

    assert (other.status_code, stranger.status_code) == (409, 409)
    assert "set-cookie" not in other.headers


@pytest.mark.parametrize(
    "change",
    [{"subject": "Cheap pills"}, {"nonce": ""}, {"nonce": "66aa.forged"}, {"pressed": ""}],
    ids=["trap", "no nonce", "forged nonce", "no button"],
)
def test_what_a_program_sends_opens_nothing(house: House, change: dict[str, str]) -> None:
    answer = filled(house.browser(), **change)

    assert answer.status_code == 422
    assert "press the button once more" in answer.text
    assert published(house.context) == []


@pytest.mark.parametrize("after", [timedelta(milliseconds=500), LIFETIME + timedelta(minutes=1)], ids=["soon", "late"])
def test_what_comes_too_soon_or_days_later_is_asked_for_once_more(house: House, after: timedelta) -> None:
    assert filled(house.browser(), after).status_code == 422
    assert published(house.context) == []


def test_a_program_that_says_what_it_is_opens_nothing(house: House) -> None:
    assert filled(house.browser(**{"user-agent": "python-requests/2"})).status_code == 422


def test_a_network_opens_so_many_and_no_more(house: House) -> None:
    with time_machine.travel(utc_now().replace(minute=5), tick=False):
        for _ in range(PER_NETWORK):
            limit_new_workspaces(house.context.database, ip="203.0.113.9")

        answer = filled(house.browser(ip="203.0.113.9"))
        elsewhere = filled(house.browser(ip="198.51.100.4"))

    assert (answer.status_code, elsewhere.status_code) == (429, 303)
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many tries" in answer.text


def test_another_site_cannot_send_it(house: House) -> None:
    answer = house.browser(**{"sec-fetch-site": "cross-site"}).post(PATH, data=FORM)

    assert answer.status_code == 403
    assert published(house.context) == []


def test_the_front_and_the_door_lead_to_it(open_house: Callable[..., House], house: House) -> None:
    for path in ("/", "/office/login"):
        assert f'href="{PATH}"' in house.browser().get(path).text
    assert house.browser().head(PATH).status_code == 200


@pytest.fixture
def closed(open_house: Callable[..., House]) -> House:
    return open_house(SIGN_UP="closed")


BODY: dict[str, Any] = {
    "slug": "evergreen",
    "company_name": "Evergreen",
    "owner_email": "miguel@evergreen.example",
    "owner_password": "correct horse battery",
}


@pytest.mark.shows("OPS-3")
def test_where_it_is_closed_nobody_gets_in_by_any_way(closed: House) -> None:
    page, sent = closed.browser().get(PATH), closed.browser().post(PATH, data=FORM)
    called = closed.program().post("/api/v1/workspaces", json=BODY)
    asked = closed.program().get("/api/v1/workspaces/address", params={"slug": "evergreen"})
    forged = closed.program(mint("x" * 40, "portal", Caller("operator"))).post("/api/v1/workspaces", json=BODY)
    staff = closed.program(mint(SECRETS["SERVICE_TOKEN_SECRET"], "portal", Caller("staff")))

    assert (page.status_code, sent.status_code) == (403, 403)
    assert "Sign-up is closed here" in page.text
    assert (called.status_code, called.json()["code"]) == (403, "sign_up_closed")
    assert (asked.status_code, forged.status_code) == (403, 403)
    assert staff.post("/api/v1/workspaces", json=BODY).status_code == 403
    assert [PATH in closed.browser().get(path).text for path in ("/", "/office/login")] == [False, False]
    assert published(closed.context) == []


@pytest.mark.shows("OPS-3")
def test_where_it_is_closed_the_operator_opens_workspaces(closed: House) -> None:
    operator = closed.program(mint(SECRETS["SERVICE_TOKEN_SECRET"], "portal", Caller("operator")))

    assert operator.post("/api/v1/workspaces", json=BODY).status_code == 201


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ({"slug": "lawn-kings"}, ("lawn-kings", True, "lawn-kings")),
        ({"slug": "evergreen"}, ("evergreen", False, "evergreen-2")),
        ({"slug": "Ever Green"}, ("Ever Green", False, "ever-green")),
        ({"slug": "office"}, ("office", False, "office-2")),
        ({"company_name": "Evergreen"}, ("evergreen", False, "evergreen-2")),
        (
            {"company_name": "Müller & Söhne's Wäscherei"},
            ("muller-and-sohnes-wascherei",) * 1 + (True,) + ("muller-and-sohnes-wascherei",),
        ),
        ({"company_name": "שלום"}, ("business", True, "business")),
        ({"company_name": "A"}, ("a-business", True, "a-business")),
        ({"company_name": "x" * 300}, ("x" * 50, True, "x" * 50)),
        ({}, ("business", True, "business")),
    ],
)
def test_an_address_is_looked_up_and_proposed(house: House, asked: dict[str, str], answered: tuple[Any, ...]) -> None:
    house.open("evergreen")

    answer = house.program().get("/api/v1/workspaces/address", params=asked)

    found = answer.json()
    assert answer.status_code == 200
    assert (found["slug"], found["free"], found["suggestion"]) == answered
    assert (found["message"] is None) == found["free"]


def test_a_program_that_is_refused_an_address_is_told_of_a_free_one(house: House) -> None:
    house.open("evergreen")

    answer = house.program().post("/api/v1/workspaces", json=BODY)

    assert (answer.status_code, answer.json()["suggestion"]) == (409, "evergreen-2")
