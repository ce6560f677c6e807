"""Looking up what is owed, for whoever says by what they are known."""

from dataclasses import replace
from typing import Any

import pytest

from shared.events.quotes import CustomerChanged
from shared.events.quotes_records import ContactOnFile
from shared.ids import new_id
from shared.web.caller import Caller
from tests.billing.house import RIVAL, SPARKLE, House
from tests.support.services import deliver
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-1")
SOMEBODY = Caller("anonymous", SPARKLE)


def ask(house: House, what: str, caller: Caller = SOMEBODY, **body: Any) -> Any:
    answer = house.ask("POST", f"/public/payments/{what}", caller, body)
    assert answer.status_code < 300, answer.text
    return answer.json()


def found(house: House, caller: Caller = SOMEBODY, **known: str) -> list[str]:
    return [item["number"] for item in ask(house, "lookup", caller, **known)["items"]]


def test_shows_what_is_owed_and_nothing_else(house: House) -> None:
    house.issued(45_00, due_on="2027-01-15")

    (item,) = ask(house, "lookup", email="lee@example.com")["items"]

    assert item.keys() == {
        "invoice_id",
        "number",
        "currency",
        "amount_due",
        "due_on",
        "payable",
        "not_payable_reason",
    }
    assert (item["number"], item["amount_due"], item["due_on"], item["payable"]) == (
        "INV-1001",
        45_00,
        "2027-01-15",
        True,
    )


def test_finds_by_address_or_number_in_its_own_workspace(house: House) -> None:
    house.issued(45_00, customer_id=str(house.register(email="Lee@Example.com")))

    assert found(house, email="lee@example.com") == found(house, number="inv-1001") == ["INV-1001"]
    assert found(house, replace(SOMEBODY, workspace_id=RIVAL), email="lee@example.com") == []
    assert found(house, replace(SOMEBODY, workspace_id=RIVAL), number="INV-1001") == []
    assert house.ask("POST", "/public/payments/lookup", Caller("anonymous"), {}).status_code == 401


@pytest.mark.shows("PAY-5")
def test_finds_only_what_asks_for_money(house: House, stripe: FakeStripe) -> None:
    house.draft(1_00)
    paid, void, under_way, open_one = (house.issued(amount) for amount in (2_00, 3_00, 4_00, 5_00))
    house.office("POST", f"/invoices/{paid['invoice_id']}/payments", {"method": "cash"})
    house.office("POST", f"/invoices/{void['invoice_id']}/void")
    house.pay_invoice(under_way)
    stripe.start_transfer(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())

    assert found(house, email="lee@example.com") == [open_one["number"]]
    assert [found(house, number=one["number"]) for one in (paid, void, under_way)] == [[], [], []]


def test_an_address_that_is_no_longer_on_file_finds_nothing(house: House) -> None:
    customer = house.register(email="old@example.com")
    house.issued(45_00, customer_id=str(customer))

    changed = CustomerChanged(workspace_id=SPARKLE, customer_id=customer, name="Lee", email="new@example.com")
    deliver(house.context, changed, sequence=2)

    assert found(house, email="old@example.com") == []
    assert found(house, email="new@example.com") == ["INV-1001"]


@pytest.mark.shows("PAY-5")
def test_without_stripe_it_says_so(house: House) -> None:
    house.accept(RIVAL, customer_email="lee@example.com")

    (item,) = ask(house, "lookup", replace(SOMEBODY, workspace_id=RIVAL), email="lee@example.com")["items"]

    assert (item["payable"], item["not_payable_reason"]) == (False, "not_connected")


def test_links_go_to_the_address_on_file_and_the_answer_never_tells(house: House) -> None:
    house.issued(45_00)
    house.issued(5_00)

    answers = [ask(house, "send", email=email) for email in ("lee@example.com", "nobody@example.com")]
    ask(house, "send", number="INV-1002")

    assert answers[0] == answers[1]
    (several,) = house.told("InvoicesFound")
    assert [one["number"] for one in several["invoices"]] == ["INV-1001", "INV-1002"]
    assert several["customer_email"] == "lee@example.com"
    (single,) = house.told("InvoiceDue")
    assert (single["number"], single["customer_email"], single["cause"]) == ("INV-1002", "lee@example.com", "lookup")


def test_links_go_to_the_address_that_is_on_file_now(house: House) -> None:
    customer = house.register(email="old@example.com")
    invoice = house.issued(45_00, customer_id=str(customer))
    changed = CustomerChanged(workspace_id=SPARKLE, customer_id=customer, name="Lee", email="new@example.com")
    deliver(house.context, changed, sequence=2)

    ask(house, "send", number=invoice["number"])

    assert [told["customer_email"] for told in house.told("InvoiceDue")] == ["new@example.com"]


@pytest.mark.shows("PAY-3")
def test_whoever_comes_back_learns_how_it_went_by_number_and_amount(house: House, stripe: FakeStripe) -> None:
    house.pay_invoice(house.issued(45_00))
    (session_id,) = stripe.session_ids()
    waiting = ask(house, "status", session_id=session_id)
    stripe.pay(session_id)

    paid = ask(house, "status", session_id=session_id)

    assert waiting == {"state": "open", "number": "INV-1001", "currency": "USD", "amount": 45_00}
    assert paid == waiting | {"state": "paid"}
    elsewhere = house.ask("POST", "/public/payments/status", Caller("anonymous", RIVAL), {"session_id": session_id})
    assert elsewhere.status_code == 404


@pytest.mark.shows("EXT-3")
def test_a_contact_who_may_pay_finds_what_the_customer_owes(house: House) -> None:
    customer = house.register()
    number = house.issued(45_00, customer_id=str(customer))["number"]
    contact = ContactOnFile(contact_id=new_id(), name="Pat", email="Pat@Example.com", may_pay=True)
    facts = {"workspace_id": SPARKLE, "customer_id": customer, "name": "Lee Park", "email": "lee@example.com"}

    def change(sequence: int, **rights: bool) -> None:
        contacts = (contact.model_copy(update=rights),)
        deliver(house.context, CustomerChanged(**facts, contacts=contacts), sequence=sequence)

    before = found(house, email="pat@example.com")
    change(2)
    allowed = found(house, email="pat@example.com")
    ask(house, "send", email="pat@example.com")
    (sent,) = house.told("InvoiceDue")
    elsewhere = found(house, replace(SOMEBODY, workspace_id=RIVAL), email="pat@example.com")
    change(3, may_pay=False)

    assert (before, allowed, elsewhere, found(house, email="pat@example.com")) == ([], [number], [], [])
    assert sent["customer_email"] == "pat@example.com"
    assert found(house, email="lee@example.com") == [number]


@pytest.mark.parametrize("address", ["new@example.com", None])
def test_what_is_told_of_an_invoice_goes_to_the_address_on_file_now(house: House, address: str | None) -> None:
    customer = house.register(phone="+12185550143")
    invoice = house.issued(45_00, customer_id=str(customer))
    path = f"/invoices/{invoice['invoice_id']}"
    moved = CustomerChanged(
        workspace_id=SPARKLE, customer_id=customer, name="Lee Park", email=address, phone="+12185550143"
    )

    deliver(house.context, moved, sequence=2)
    house.office("POST", f"{path}/send", status=202)
    house.office("POST", f"{path}/payments", {"method": "cash"}, status=201)

    assert [told["customer_email"] for name in ("InvoiceDue", "InvoicePaid") for told in house.told(name)] == [
        address,
        address,
    ]
