"""Signing in as a customer: who gets in by what, how often, and what strangers and mail scanners get."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine
from sqlalchemy import select

from services.portal.domain.sign_in import SignIn
from services.portal.usecases.keep_channel import keep_channel
from shared.ids import new_id
from tests.portal.conftest import House, nonce_on
from tests.portal.routes.test_robots import HIDDEN, MAIL_SCANNER
from tests.portal.signing_in import EMAIL, LOGIN, TICKETS, ask, link_to, press, requested, signed_in, type_code
from tests.support.services import published

pytestmark = pytest.mark.shows("ACC-5")
AT = datetime(2099, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("path", ["/customer", "/customer/choose", "/customer/estimates/x", "/customer/invoices/x"])
def test_who_is_signed_out_is_led_to_the_door_and_never_round_in_circles(house: House, path: str) -> None:
    browser = house.browser()
    browser.cookies.set("customer", "forged")

    seen = [browser.get(path)]
    while "location" in seen[-1].headers:
        assert len(seen) < 4
        seen.append(browser.get(seen[-1].headers["location"]))

    assert (seen[-1].status_code, "Send me a link" in seen[-1].text) == (200, True)


def test_neither_looking_nor_a_form_without_a_person_uses_a_link_up(house: House) -> None:
    workspace_id = house.open("evergreen")
    house.quotes.parties.add(EMAIL, workspace_id)
    ask(house.browser())
    link, scanner = link_to(requested(house)), house.browser(**{"user-agent": MAIL_SCANNER})

    looks = {scanner.request(method, link).status_code for method in ("GET", "HEAD") * 25}
    nonce = nonce_on(scanner.get(link).text)
    posts = [scanner.post(link, data=data) for data in ({}, {"nonce": ""}, {"nonce": "1.2"}, {"nonce": nonce})]
    posts.append(scanner.post(link, data=dict(HIDDEN.findall(posts[0].text)) | {"pressed": "yes"}))
    first, second = (house.browser().post(link, data={"nonce": nonce}) for _ in range(2))

    assert looks == {200}
    assert [("set-cookie" in answer.headers, answer.status_code) for answer in posts] == [(False, 200)] * 5
    assert (first.status_code, first.headers["location"]) == (303, "/customer")
    assert (second.status_code, "set-cookie" in second.headers) == (410, False)


def test_without_script_the_link_asks_once_more_and_then_signs_in(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    browser = house.browser()
    with time_machine.travel(AT, tick=False):
        asked = browser.post(LOGIN, data={"contact": EMAIL, "nonce": "", "portal": "evergreen"})
    with time_machine.travel(AT + timedelta(seconds=5), tick=False):
        sent = browser.post(LOGIN, data=dict(HIDDEN.findall(asked.text)) | {"pressed": "yes", "subject": ""})
        link = link_to(requested(house))
        question = browser.post(link, data={"nonce": ""})
    with time_machine.travel(AT + timedelta(seconds=9), tick=False):
        let_in = browser.post(link, data=dict(HIDDEN.findall(question.text)) | {"pressed": "yes", "subject": ""})

    assert sent.headers["location"].startswith(f"{LOGIN}/code")
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/customer")


def test_a_code_is_good_once_where_it_was_asked_for_and_ends_the_link(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    browser, elsewhere = house.browser(), house.browser()
    ask(browser)
    sign_in_id = requested(house)
    code = TICKETS.code(sign_in_id)

    other = type_code(elsewhere, code)
    typed = type_code(browser, f" {code[:3]}-{code[3:]} ", next="/customer/estimates/1")

    assert other.headers["location"] == LOGIN
    assert (typed.status_code, typed.headers["location"]) == (303, "/customer/estimates/1")
    assert house.browser().get(link_to(sign_in_id)).status_code == 410


def test_a_code_is_dead_after_five_wrong_tries_and_the_link_is_not(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    browser = house.browser()
    ask(browser)
    sign_in_id = requested(house)
    code = TICKETS.code(sign_in_id)
    wrong = "000000" if code != "000000" else "111111"

    tries = [type_code(browser, wrong) for _ in range(5)]
    late = type_code(browser, code)

    assert [answer.status_code for answer in [*tries, late]] == [422] * 6
    assert ["does not work any more" in answer.text for answer in [*tries, late]] == [False] * 4 + [True] * 2
    assert press(house.browser(), link_to(sign_in_id)).status_code == 303


def test_after_ten_minutes_neither_link_nor_code_signs_in(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    browser = house.browser()
    with time_machine.travel(AT, tick=False):
        ask(browser)
        sign_in_id = requested(house)
    with time_machine.travel(AT + timedelta(minutes=10), tick=False):
        link, code = browser.get(link_to(sign_in_id)), type_code(browser, TICKETS.code(sign_in_id))

    assert (link.status_code, "This link is over" in link.text) == (410, True)
    assert "set-cookie" not in code.headers or "customer=" not in code.headers["set-cookie"]


def test_an_address_that_nobody_knows_leads_nowhere_even_with_the_right_code(house: House) -> None:
    browser = house.browser()
    ask(browser, "stranger@example.com")

    answer = type_code(browser, TICKETS.code(requested(house)))

    assert (answer.status_code, "customer=" in answer.headers.get("set-cookie", "")) == (410, False)


@pytest.mark.parametrize(
    "token", ["x", f"{new_id().hex}.aaaa", f"{new_id().hex}."], ids=["no ticket", "forged", "unsigned"]
)
def test_a_link_that_was_made_up_is_no_page(house: House, token: str) -> None:
    browser = house.browser()

    assert [browser.get(f"{LOGIN}/{token}").status_code, browser.post(f"{LOGIN}/{token}").status_code] == [404, 404]


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/office", "/customer/../office", "/customer/login", "\\evil"]
)
def test_nobody_is_led_elsewhere_afterwards(house: House, target: str) -> None:
    browser = signed_in(house, house.open("evergreen"))

    assert browser.get(LOGIN, params={"next": target}).headers["location"] == "/customer"


@pytest.mark.shows("LKP-4")
def test_an_address_is_written_to_five_times_an_hour_and_nobody_can_tell(house: House) -> None:
    answers = [ask(house.browser(ip=f"203.0.113.{number}")) for number in range(7)]

    assert {(answer.status_code, answer.headers["location"]) for answer in answers} == {(303, f"{LOGIN}/code")}
    assert len(published(house.context, "SignInRequested")) == 5


@pytest.mark.shows("LKP-4")
def test_one_place_may_ask_five_times_a_minute(house: House) -> None:
    answers = [ask(house.browser(), f"somebody{number}@example.com") for number in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "retry-after" in answers[-1].headers


@pytest.mark.shows("LKP-2")
def test_while_no_mail_goes_out_everybody_is_asked_to_come_back(house: House) -> None:
    with house.context.database.begin() as session:
        keep_channel(session, channel="email", available=False)

    answer = ask(house.browser())

    assert (answer.status_code, "We cannot send messages" in answer.text) == (503, True)
    assert published(house.context, "SignInRequested") == []


@pytest.mark.parametrize(
    ("sms", "typed", "status"), [(False, "(212) 555-0100", 422), (True, "(212) 555-0100", 303), (True, "dana", 422)]
)
def test_a_phone_number_will_do_where_texts_are_sent(house: House, sms: bool, typed: str, status: int) -> None:
    with house.context.database.begin() as session:
        keep_channel(session, channel="sms", available=sms)

    answer = ask(house.browser(), typed)

    assert answer.status_code == status
    events = published(house.context, "SignInRequested")
    assert [event["data"]["phone"] for event in events] == ["+12125550100"] * (status == 303)


def cookies(answer: httpx.Response) -> list[str]:
    return answer.headers.get_list("set-cookie")


@pytest.mark.shows("ACC-5")
def test_the_session_is_kept_from_scripts_and_other_sites_and_nothing_secret_is_stored(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    browser = house.browser("https://portal.test")
    ask(browser)
    sign_in_id = requested(house)

    (cookie,) = [one for one in cookies(press(browser, link_to(sign_in_id))) if "__Host-customer=" in one]

    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=2592000"} <= set(cookie.split("; "))
    event = str(published(house.context, "SignInRequested")[-1])
    assert TICKETS.code(sign_in_id) not in event.replace(sign_in_id.hex, "").replace(str(sign_in_id), "")
    assert TICKETS.token(sign_in_id) not in event


def test_a_code_that_was_never_sent_lets_nobody_in(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    browser = house.browser()
    for minute in range(6):
        with time_machine.travel(AT + timedelta(seconds=61 * minute), tick=False):
            ask(browser)
    with house.context.database.read() as session:
        unsent = session.scalars(select(SignIn.id).order_by(SignIn.expires_at.desc())).first()
    assert unsent not in {None, requested(house)}

    with time_machine.travel(AT + timedelta(seconds=61 * 5 + 9), tick=False):
        answer = type_code(browser, TICKETS.code(unsent))

    assert (answer.status_code, "customer=" in answer.headers.get("set-cookie", "")) == (410, False)
