"""Invoices in the console: listed, made, sent, settled, corrected."""

import json

import pytest

from services.portal.usecases.keep_channel import keep_channel
from tests.portal.conftest import House
from tests.portal.fake_customers import CUSTOMER_ID, DANA
from tests.portal.pages.parsed import ParsedPage
from tests.portal.records import INVOICE_ID

pytestmark = pytest.mark.shows("PAY-7", "OFF-1")
LIST, ONE = "/office/invoices", f"/office/invoices/{INVOICE_ID}"
NEW = f"{LIST}/new?customer={CUSTOMER_ID}"
FORM = {"title": "Gutters", "rows": "1", "line-0-description": "Cleaning", "line-0-price": "45", "once": "key-1"}


@pytest.fixture
def office(house: House) -> House:
    house.open("evergreen")
    house.billing.issue()
    return house


def test_invoices_are_listed_and_found(office: House) -> None:
    browser = office.signed_in("evergreen")

    page = browser.get(f"{LIST}?state=overdue&q=fox").text

    assert f'href="{ONE}"' in page
    assert "$300.00" in page
    assert {"state=overdue", "q=fox"} <= set(office.billing.last("/invoices").query.split("&"))
    assert browser.get(f"{LIST}/export.csv").headers["content-type"] == "text/csv; charset=utf-8"


def test_one_is_made_by_hand_once(office: House) -> None:
    browser = office.signed_in("evergreen")

    shown = ParsedPage(browser.get(NEW).text)
    answer = browser.post(NEW, data=FORM)

    sent = office.billing.last("/invoices")
    assert shown.one("h1").text == "New invoice"
    assert (answer.status_code, answer.headers["location"]) == (303, ONE)
    assert json.loads(sent.body) == {
        "title": "Gutters",
        "due_on": None,
        "note": None,
        "lines": [{"description": "Cleaning", "quantity": "1", "unit_price": 45_00, "tax_rate": "0"}],
        "customer_id": CUSTOMER_ID,
        "customer_name": "Dana Fox",
        "customer_email": DANA["email"],
        "currency": "USD",
    }
    assert sent.headers["idempotency-key"] == "key-1"


def test_the_form_grows_without_a_script_and_says_what_is_wrong(office: House) -> None:
    browser = office.signed_in("evergreen")

    longer = ParsedPage(browser.post(NEW, data=FORM | {"more": "1"}).text)
    wrong = browser.post(NEW, data=FORM | {"line-0-price": "much"})

    assert len([one for one in longer.all("input") if str(one.get("name")).endswith("-price")]) == 5
    assert (wrong.status_code, "Price in line 1 is not an amount as it is written here." in wrong.text) == (422, True)


def test_without_a_customer_it_asks_for_whom(office: House) -> None:
    page = office.signed_in("evergreen").get(f"{LIST}/new").text

    assert f'href="/office/invoices/new?customer={CUSTOMER_ID}"' in page


@pytest.mark.parametrize(
    ("what", "form", "body"),
    [
        ("send", {}, None),
        ("void", {"reason": "Wrong house"}, {"reason": "Wrong house"}),
        (
            "payments",
            {"amount": "12.50", "method": "cash"},
            {"amount": 12_50, "method": "cash", "reference": None, "received_on": None},
        ),
        ("refunds", {"amount": "1", "reason": ""}, {"amount": 1_00, "reason": None}),
    ],
)
def test_what_the_office_does_reaches_billing_once(
    office: House, what: str, form: dict[str, str], body: dict[str, object] | None
) -> None:
    answer = office.signed_in("evergreen").post(f"{ONE}/{what}", data=form | {"once": "key-2"})

    sent = office.billing.last(f"/invoices/{INVOICE_ID}/{what}")
    assert (answer.status_code, answer.headers["location"]) == (303, ONE)
    assert (json.loads(sent.body) if sent.body else None) == body
    assert sent.headers["idempotency-key"] == "key-2"


def test_what_billing_refuses_is_told_on_the_invoice(office: House) -> None:
    office.billing.refused = (409, "cannot_void", "INV-2001 is paid in part.")

    answer = office.signed_in("evergreen").post(f"{ONE}/void", data={})

    assert answer.status_code == 422
    assert "INV-2001 is paid in part." in answer.text


@pytest.mark.parametrize("typed", ["all", "12,50", "-5"])
@pytest.mark.parametrize("what", ["payments", "refunds"])
def test_an_amount_that_cannot_be_read_goes_nowhere(office: House, what: str, typed: str) -> None:
    answer = office.signed_in("evergreen").post(f"{ONE}/{what}", data={"amount": typed})

    assert answer.status_code == 422
    assert "Write it like 1,250.00." in answer.text
    assert f"{ONE.removeprefix('/office')}/{what}" not in office.billing.asked("POST")


def test_of_another_workspace_it_is_not_there(office: House) -> None:
    office.billing.invoice = None

    assert office.signed_in("evergreen").get(ONE).status_code == 404


@pytest.mark.shows("PAY-3")
def test_what_stripe_and_the_books_do_not_agree_on_is_shown_until_somebody_has_seen_to_it(office: House) -> None:
    odd = {
        "discrepancy_id": INVOICE_ID,
        "subject": "pi_1",
        "kind": "amount_differs",
        "amount": 99_00,
        "currency": "USD",
    }
    office.billing.odd = [odd | {"invoice_id": INVOICE_ID, "found_at": "2026-11-20T10:00:00Z"}]
    browser = office.signed_in("evergreen")

    page = browser.get(LIST).text
    answer = browser.post(f"{LIST}/discrepancies/{INVOICE_ID}", data={"note": "A tip"})

    assert "Stripe has taken another amount" in page
    assert answer.headers["location"] == LIST
    sent = office.billing.last(f"/invoices/discrepancies/{INVOICE_ID}/resolve")
    assert json.loads(sent.body) == {"note": "A tip"}


@pytest.mark.shows("PAY-4")
def test_the_invoice_and_its_receipt_are_papers(office: House) -> None:
    browser = office.signed_in("evergreen")

    assert f'href="{ONE}/pdf"' in browser.get(ONE).text
    assert browser.get(f"{ONE}/pdf?kind=receipt").content == b"%PDF receipt"
    assert browser.get(f"{ONE}/pdf?kind=other").status_code == 404


def set_texts(office: House, *, available: bool) -> None:
    with office.context.database.begin() as session:
        keep_channel(session, channel="sms", available=available)


@pytest.mark.shows("NOT-1")
@pytest.mark.parametrize("what", ["send", "remind"])
def test_it_is_texted_where_texts_go_out(office: House, what: str) -> None:
    set_texts(office, available=True)

    answer = office.signed_in("evergreen").post(f"{ONE}/{what}", data={"once": "key-3", "channel": "sms"})

    assert (answer.status_code, answer.headers["location"]) == (303, ONE)
    assert json.loads(office.billing.last(f"/invoices/{INVOICE_ID}/{what}").body) == {"channel": "sms"}


@pytest.mark.shows("NOT-1", "LNK-8")
def test_where_no_texts_go_out_nothing_is_sent_and_the_page_says_so(office: House) -> None:
    set_texts(office, available=False)

    answer = office.signed_in("evergreen").post(f"{ONE}/send", data={"channel": "sms"})

    assert answer.status_code == 422
    assert "Text messages are not set up. Nothing was sent: send it by email." in answer.text
