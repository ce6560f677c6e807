"""The Pay tab: an email address or the number of an invoice in, what is owed out, and nothing else of the record."""

import json
from typing import Any
from uuid import UUID

import pytest

from services.portal.domain.portal_settings import STRICT
from services.portal.queries.portal_settings import lock_settings
from services.portal.usecases.keep_channel import keep_channel
from tests.portal.conftest import House
from tests.portal.pages.parsed import ParsedPage
from tests.portal.records import INVOICE_ID

pytestmark = pytest.mark.shows("PAY-1")
TAB, API = "/portal/evergreen/pay", "/api/v1/public/portals/evergreen/payment-lookup"
OWED: dict[str, Any] = {
    "invoice_id": INVOICE_ID,
    "number": "INV-2001",
    "currency": "USD",
    "amount_due": 30_000,
    "due_on": "2026-12-01",
    "payable": True,
    "not_payable_reason": None,
}


@pytest.fixture
def portal(house: House) -> House:
    """With invoice payments on, and one invoice open for Dana."""
    workspace_id = house.open("evergreen")
    choose(house, workspace_id, invoice_payments=True)
    house.billing.workspace_id = workspace_id
    house.billing.owed = {"dana@example.com": [OWED], "INV-2001": [OWED]}
    return house


def choose(house: House, workspace_id: UUID | None, **chosen: Any) -> None:
    assert workspace_id is not None
    with house.context.database.begin() as session:
        settings = lock_settings(session, workspace_id)
        for name, value in chosen.items():
            setattr(settings, name, value)


def form_of(page: ParsedPage, action: str) -> dict[str, str]:
    """The fields of the form that is sent there, with the nonce that its page's script fills in."""
    form = next(one for one in page.all("form") if one.get("action") == action)
    assert form.get("method") == "post"
    hidden = {str(one.get("name")): one.get("value") or "" for one in page.all("input") if one.get("type") == "hidden"}
    return hidden | {"nonce": page.one("body").get("data-nonce") or ""}


def test_the_tab_is_there_only_while_it_is_on(house: House) -> None:
    house.open("evergreen")

    assert house.browser().get(TAB).status_code == 404
    assert house.program().post(API, json={"number": "INV-2001"}).status_code == 404
    assert "/pay" not in house.browser().get("/portal/evergreen").text


@pytest.mark.parametrize("known", ["dana@example.com", " Dana@Example.com ", "inv-2001", "#INV-2001"])
def test_what_is_owed_shows_at_once_and_nothing_else(portal: House, known: str) -> None:
    answer = portal.browser().post(TAB, data={"known": known})

    assert answer.status_code == 200
    assert all(text in answer.text for text in ("INV-2001", "$300.00", "December 1, 2026", "Pay now"))
    assert "Dana Fox" not in answer.text


def test_nothing_open_and_nobody_known_look_the_same(portal: House) -> None:
    portal.billing.owed["paid@example.com"] = []

    known, unknown = (
        portal.browser().post(TAB, data={"known": one}) for one in ("paid@example.com", "xxxx@example.com")
    )

    same = known.text.replace("paid@example.com", "xxxx@example.com")
    assert [known.status_code, without_nonces(same)] == [unknown.status_code, without_nonces(unknown.text)]
    assert known.headers.keys() == unknown.headers.keys()


def without_nonces(html: str) -> list[str]:
    return [line for line in html.splitlines() if "nonce" not in line]


def test_pay_now_leads_to_the_hosted_checkout_and_back_to_the_tab(portal: House) -> None:
    browser = portal.browser()
    page = ParsedPage(browser.post(TAB, data={"known": "INV-2001"}).text)

    answer = browser.post(f"{TAB}/checkout", data=form_of(page, f"{TAB}/checkout"))

    assert (answer.status_code, answer.headers["location"]) == (303, portal.billing.checkout_url)
    sent = portal.billing.last("/public/checkout")
    assert json.loads(sent.body)["return_url"] == f"http://portal.test{TAB}/return"
    assert sent.claims["scp"] == f"invoice:{INVOICE_ID}"


def test_pay_now_of_what_was_not_found_here_is_not_there(portal: House) -> None:
    browser = portal.browser()
    page = ParsedPage(browser.post(TAB, data={"known": "INV-2001"}).text)
    other = form_of(page, f"{TAB}/checkout") | {"invoice": "0198f000-0000-7000-8000-0000000000ff"}

    assert browser.post(f"{TAB}/checkout", data=other).status_code == 404


@pytest.mark.shows("LNK-10")
def test_a_program_that_presses_pay_now_is_asked(portal: House) -> None:
    browser = portal.browser()
    page = ParsedPage(browser.post(TAB, data={"known": "INV-2001"}).text)

    asked = browser.post(f"{TAB}/checkout", data=form_of(page, f"{TAB}/checkout") | {"nonce": ""})

    assert (asked.status_code, "Go on to payment?" in asked.text) == (200, True)


@pytest.mark.shows("PAY-5")
def test_where_it_cannot_be_paid_online_it_says_how(portal: House) -> None:
    portal.billing.owed["INV-2001"] = [OWED | {"payable": False, "not_payable_reason": "not_connected"}]

    page = portal.browser().post(TAB, data={"known": "INV-2001"}).text

    assert "Pay now" not in page
    assert "We will tell you how to pay" in page


@pytest.mark.parametrize(("state", "words"), [("paid", "Paid. Thank you!"), ("open", "Waiting for the payment")])
def test_whoever_comes_back_sees_how_it_went(portal: House, state: str, words: str) -> None:
    portal.billing.payment_state = state

    page = portal.browser().get(f"{TAB}/return?session_id=cs_1").text

    assert words in page
    assert ("INV-2001" in page, "Dana Fox" in page) == (True, False)
    assert portal.browser().get(f"{TAB}/return?cancelled=1").headers["location"] == TAB


@pytest.mark.parametrize("known", ["", "what?", "@", "a b@c"])
def test_what_is_neither_is_said_at_the_field(portal: House, known: str) -> None:
    answer = portal.browser().post(TAB, data={"known": known})

    assert answer.status_code == 422
    assert "such as INV-1001" in answer.text


@pytest.mark.shows("LKP-4")
def test_look_ups_are_limited_and_say_so(portal: House) -> None:
    by_place = [portal.browser().post(TAB, data={"known": "x@example.com"}).status_code for _ in range(6)]
    by_number = [portal.browser(ip=f"10.{n}.0.1").post(TAB, data={"known": "INV-2001"}) for n in range(13)]

    assert by_place == [200] * 5 + [429]
    assert [answer.status_code for answer in by_number] == [200] * 12 + [429]
    assert "looked up too often" in by_number[-1].text


def test_programs_get_the_same(portal: House) -> None:
    answer = portal.program().post(API, json={"number": "inv-2001"})

    assert answer.status_code == 200
    kept = ("number", "currency", "amount_due", "due_on", "payable")
    assert answer.json()["invoices"] == [{name: OWED[name] for name in kept}]
    assert portal.program().post(API, json={}).status_code == 422


@pytest.mark.shows("SET-3")
class TestStrict:
    """Nothing shows of what the visitor has not proven to own the address for."""

    @pytest.fixture
    def strict(self, portal: House) -> House:
        choose(portal, portal.billing.workspace_id, privacy=STRICT)
        with portal.context.database.begin() as session:
            keep_channel(session, channel="email", available=True)
        return portal

    def test_links_are_sent_and_nothing_shows(self, strict: House) -> None:
        browser = strict.browser()
        form = form_of(ParsedPage(browser.get(TAB).text), TAB)

        known, unknown = (
            browser.post(TAB, data=form | {"known": one}) for one in ("dana@example.com", "x@example.com")
        )

        assert known.text.count("INV-2001") == 0
        assert without_nonces(known.text) == without_nonces(unknown.text)
        assert json.loads(strict.billing.last("/public/payments/send").body) == {"email": "x@example.com"}

    def test_programs_see_nothing_either(self, strict: House) -> None:
        answer = strict.program().post(API, json={"number": "INV-2001"})

        assert answer.json() == {"status": "accepted", "invoices": []}
        assert json.loads(strict.billing.last("/public/payments/send").body) == {"number": "INV-2001"}
