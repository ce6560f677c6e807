"""A signed-in customer's pages: all that is theirs and nothing of anybody else's, whatever is down, until they sign out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from tests.portal.conftest import QUOTE, House, nonce_on
from tests.portal.fake_customers import CONTACT_ID, CUSTOMER_ID, OTHER_ID
from tests.portal.records import ESTIMATE_ID, INVOICE_ID
from tests.portal.signing_in import EMAIL, LOGIN, ask, link_to, press, requested, signed_in

pytestmark = pytest.mark.shows("ACC-5")
HOME = "/customer"
INVOICE = f"/customer/invoices/{INVOICE_ID}"
NOW = datetime(2099, 11, 23, 12, tzinfo=UTC)


@pytest.mark.shows("PAY-1", "LNK-6", "REF-3")
def test_everything_is_there_with_one_question_to_each_service(house: House) -> None:
    house.billing.issue()
    browser = signed_in(house, house.open("evergreen"))
    for fake in (house.quotes, house.billing, house.referrals):
        fake.calls.clear()

    page = browser.get(HOME)
    record = browser.get(f"{HOME}/estimates/{ESTIMATE_ID}")
    calendar = browser.get(f"{HOME}/estimates/{ESTIMATE_ID}/appointment.ics")
    another_day = browser.get(f"{HOME}/estimates/{ESTIMATE_ID}/appointment")

    for words in ("Hello, Dana Fox", "Evergreen", "INV-2001", "$300.00", "Pay now", "Friday, December 4", "4XK7M2PQ"):
        assert words in page.text
    assert [len(fake.calls) for fake in (house.billing, house.referrals)] == [1, 1]
    assert house.quotes.asked("GET")[0] == "/signed-in/overview"
    assert {fake.calls[0].claims["act"] for fake in (house.quotes, house.billing, house.referrals)} == {CUSTOMER_ID}
    places = [answer.headers["location"] for answer in (record, calendar, another_day)]
    assert places == [QUOTE, f"{QUOTE}/appointment.ics", f"{QUOTE}#appointment"]


@pytest.mark.parametrize("down", ["quotes", "billing", "referrals"])
def test_what_is_down_is_said_and_the_rest_stands(house: House, down: str) -> None:
    house.billing.issue()
    browser = signed_in(house, house.open("evergreen"))
    house.take_down(down)

    page = browser.get(HOME)

    assert (page.status_code, "This cannot be shown for the moment" in page.text) == (200, True)
    there = {"quotes": "Whole-house exterior wash", "billing": "INV-2001", "referrals": "4XK7M2PQ"}
    assert {name: words in page.text for name, words in there.items()} == {name: name != down for name in there}


@pytest.mark.shows("PAY-1")
def test_an_invoice_shows_in_full_and_is_paid_by_a_person(house: House) -> None:
    house.billing.issue()
    browser = signed_in(house, house.open("evergreen"))

    page = browser.get(INVOICE)
    asked = browser.post(f"{INVOICE}/checkout", data={"nonce": ""})
    paid = browser.post(f"{INVOICE}/checkout", data={"nonce": nonce_on(page.text)})
    from_home = browser.post(f"{INVOICE}/checkout", data={"nonce": nonce_on(browser.get(HOME).text)})
    paper = browser.get(f"{INVOICE}/invoice.pdf")

    assert "The invoice in full" in page.text
    assert (asked.status_code, "Go on to payment?" in asked.text) == (200, True)
    assert [answer.headers["location"] for answer in (paid, from_home)] == [house.billing.checkout_url] * 2
    assert paper.content == b"%PDF invoice"
    claims = house.billing.last("/public/checkout").claims
    assert (claims["knd"], claims["act"], claims["scp"]) == ("customer", CUSTOMER_ID, f"invoice:{INVOICE_ID}")


@pytest.mark.shows("EXT-3")
def test_a_contact_without_the_right_to_pay_sees_and_does_not_pay(house: House) -> None:
    house.billing.issue()
    workspace_id = house.open("evergreen")
    house.quotes.parties.add("pat@example.com", workspace_id, CUSTOMER_ID, CONTACT_ID)
    house.quotes.parties.rights = {"may_sign": False, "may_pay": False}
    browser = signed_in(house, workspace_id, email="pat@example.com")

    home, page = browser.get(HOME), browser.get(INVOICE)
    paid = browser.post(f"{INVOICE}/checkout", data={"nonce": nonce_on(home.text)})
    house.take_down("quotes")
    without = browser.post(f"{INVOICE}/checkout", data={"nonce": nonce_on(home.text)})

    assert "Everything of Dana Fox" in home.text
    assert "Pay now" not in home.text
    assert "not pay it" in page.text
    assert (paid.status_code, without.status_code) == (403, 403)
    assert house.billing.asked("POST") == []


def test_who_is_on_file_no_more_is_signed_out_and_not_sent_in_circles(house: House) -> None:
    browser = signed_in(house, house.open("evergreen"))
    house.quotes.parties.removed.add(CUSTOMER_ID)

    ended, door = browser.get(HOME), browser.get(LOGIN)

    assert ended.headers["location"].startswith(LOGIN)
    assert (door.status_code, "Send me a link" in door.text) == (200, True)


def two_customers(house: House) -> None:
    house.quotes.parties.add(EMAIL, house.open("evergreen"))
    house.quotes.parties.add(EMAIL, house.open("maple"), OTHER_ID)


@pytest.mark.shows("EXT-3")
def test_several_customers_on_one_address_are_chosen_once_it_is_proven(house: House) -> None:
    two_customers(house)
    browser = signed_in(house, uuid4())

    before = browser.get(HOME)
    choices = browser.get(before.headers["location"]).text
    values = [part.split('"')[0] for part in choices.split('name="session" value="')[1:]]
    chosen = []
    for value in values:
        browser.post("/customer/choose", data={"session": value})
        chosen.append(browser.get(HOME).text)
    forged = browser.post("/customer/choose", data={"session": str(uuid4())})

    assert before.headers["location"] == "/customer/choose"
    assert ["Dana Fox" in choices, "Otto Lind" in choices] == [True, True]
    assert ["Hello, Dana Fox" in chosen[0], "Hello, Otto Lind" in chosen[1]] == [True, True]
    assert ["Evergreen" in chosen[0], "Maple" in chosen[0], "Maple" in chosen[1]] == [True, False, True]
    assert forged.headers["location"] == LOGIN


@pytest.mark.shows("EXT-3")
def test_at_a_portal_only_its_own_customers_are_meant(house: House) -> None:
    two_customers(house)
    browser = house.browser()
    ask(browser, portal="maple")

    press(browser, link_to(requested(house)))

    assert "Hello, Otto Lind" in browser.get(HOME).text


def test_a_link_of_another_business_opens_as_before_and_signing_in_there_leaves_nothing_of_the_first(
    house: House,
) -> None:
    two_customers(house)
    browser = house.browser()
    ask(browser, portal="evergreen")
    press(browser, link_to(requested(house)))
    house.sent(house.open("oak"))

    quote = browser.get(QUOTE)
    browser.post("/customer/logout")
    ask(browser, portal="maple")
    press(browser, link_to(requested(house)))

    assert (quote.status_code, "Oak" in quote.text, "Evergreen" in quote.text) == (200, True, False)
    assert "Maple" in browser.get(HOME).text
    assert browser.get("/customer/choose").text.count('name="session"') == 1


def test_signing_out_ends_this_browser_or_all_of_them_with_links_and_codes_on_their_way(house: House) -> None:
    workspace_id = house.open("evergreen")
    first, second, third = (signed_in(house, workspace_id, ip=f"203.0.113.{number}") for number in range(3))
    ask(house.browser(ip="203.0.113.9"))
    outstanding = link_to(requested(house))

    first.post("/customer/logout")
    one_out = [browser.get(HOME).status_code for browser in (first, second, third)]
    second.post("/customer/logout", data={"everywhere": "yes"})
    all_out = [browser.get(HOME).status_code for browser in (first, second, third)]

    assert (one_out, all_out) == ([303, 200, 200], [303, 303, 303])
    assert house.browser().get(outstanding).status_code == 410


def test_a_session_lasts_for_thirty_days_since_the_last_visit(house: House) -> None:
    workspace_id = house.open("evergreen")
    with time_machine.travel(NOW, tick=False):
        browser = signed_in(house, workspace_id)
    seen = []
    for days in (20, 45, 76):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            # The jar goes by its own clock: what the browser would have kept is sent whether it has or not.
            seen.append(browser.get(HOME, headers={"cookie": f"customer={browser.cookies['customer']}"}).status_code)

    assert seen == [200, 200, 303]


FOREIGN: list[Callable[[str], str]] = [
    lambda other: f"{HOME}/estimates/{other}",
    lambda other: f"{HOME}/estimates/{other}/appointment",
    lambda other: f"{HOME}/estimates/{other}/pdf",
]


@pytest.mark.parametrize("path", FOREIGN)
def test_what_is_not_theirs_is_not_there(house: House, path: Callable[[str], str]) -> None:
    browser = signed_in(house, house.open("evergreen"))

    answer = browser.get(path(str(uuid4())))

    assert answer.status_code == 404
    assert "Whole-house" not in answer.text


@pytest.mark.parametrize("path", ["/customer/logout", "/customer/choose", f"{INVOICE}/checkout"])
def test_another_site_cannot_press_a_button_here(house: House, path: str) -> None:
    browser = signed_in(house, house.open("evergreen"))

    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answers = [
        browser.post(path, data={"session": str(uuid4())}, headers=headers),
        browser.post(path, headers={"origin": "null"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert browser.get(HOME).status_code == 200
