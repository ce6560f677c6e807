"""Cards that customers have kept, charged on the day an invoice is due, and removed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from deploy.embedded.stripe_sandbox import Sandbox
from services.billing.domain.saved_card import CardConsent, autopay_words
from services.billing.manifest import service
from shared.ids import new_id
from tests.billing.house import RETURN_URL, SPARKLE, STRIPE, House, furnish, holder
from tests.conftest import OpenService
from tests.support.stripe_worlds import SandboxWorld

pytestmark = pytest.mark.shows("EXT-1")
TODAY = date(2026, 12, 1)
NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
"""Noon in New York, where the business is."""


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=True) as coordinates:
        yield coordinates


@pytest.fixture
def stripe(sandbox: tuple[str, Sandbox], clock: time_machine.Traveller) -> Iterator[SandboxWorld]:
    made = SandboxWorld(*sandbox, clock, new_id().hex)
    yield made
    made.close()


@pytest.fixture
def account(stripe: SandboxWorld) -> str:
    return stripe.add_account()


@pytest.fixture
def house(open_service: OpenService, stripe: SandboxWorld, account: str) -> House:
    furnished = furnish(open_service(service, **STRIPE), stripe.gateway)
    furnished.connect(SPARKLE, account)
    return furnished


def issue(house: House, customer: UUID, price: int = 90_00, due: date = TODAY) -> UUID:
    body = {"customer_id": str(customer), "title": "Spring visit", "due_on": due.isoformat()}
    body |= {"lines": [{"description": "Visit", "unit_price": price}]}
    made = house.office("POST", "/invoices", body, status=201)
    return UUID(house.office("POST", f"/invoices/{made['invoice_id']}/issue")["invoice_id"])


def press(house: House, invoice: UUID, **rest: Any) -> None:
    who, body = holder(SPARKLE, invoice, "invoice"), {"return_url": RETURN_URL} | rest
    answer = house.ask("POST", "/public/checkout", who, body)
    assert answer.status_code == 201, answer.text


def choose(house: House, invoice: UUID, choice: str) -> int:
    return house.ask("POST", "/public/card", holder(SPARKLE, invoice, "invoice"), {"choice": choice}).status_code


def see(house: House, invoice: UUID) -> dict[str, Any]:
    answer = house.ask("GET", "/public/invoice", holder(SPARKLE, invoice, "invoice"))
    return dict(answer.json())


def charge(house: House) -> None:
    """The schedule has come round, and what it asks for is done."""
    house.context.service.tasks["billing.plan_charges"](house.context)
    house.work()


@pytest.fixture
def customer(house: House) -> UUID:
    return house.register()


@pytest.fixture
def paid(house: House, stripe: SandboxWorld, customer: UUID, request: pytest.FixtureRequest) -> UUID:
    """A first invoice, paid by a card that the customer has kept; it behaves as the test's parameter says."""
    invoice = issue(house, customer)
    press(house, invoice, save_card=True)
    stripe.pay_with_card(house.checkouts()[-1].session_id or "", later=getattr(request, "param", "ok"))
    house.context.service.tasks["billing.sync_checkout"](
        house.context, workspace_id=str(SPARKLE), checkout_id=str(house.checkouts()[-1].id)
    )
    house.work()
    return invoice


def consents(house: House) -> list[CardConsent]:
    with house.context.database.read() as session:
        return list(session.scalars(select(CardConsent).order_by(CardConsent.id)))


def test_nothing_is_kept_of_a_customer_who_has_not_agreed(house: House, stripe: SandboxWorld, customer: UUID) -> None:
    invoice = issue(house, customer)
    press(house, invoice)
    stripe.pay(house.checkouts()[-1].session_id or "")
    house.sweep_later()

    assert (see(house, invoice)["status"], see(house, invoice)["card"]) == ("paid", None)
    assert consents(house) == []


def test_a_kept_card_is_shown_by_what_people_know_it_by(house: House, paid: UUID) -> None:
    card = see(house, paid)["card"]

    assert (card["brand"], card["last4"], card["autopay"]) == ("visa", "4242", False)
    assert card["words"] == autopay_words("Sparkle Clean")
    assert [one.choice for one in consents(house)] == ["save"]


def test_what_is_due_is_charged_once_to_who_has_agreed(house: House, customer: UUID, paid: UUID) -> None:
    assert choose(house, paid, "autopay_on") == 204
    due, later = issue(house, customer), issue(house, customer, due=TODAY + timedelta(days=5))

    charge(house)
    charge(house)

    assert (see(house, due)["status"], see(house, later)["status"]) == ("paid", "outstanding")
    assert [one.status for one in house.checkouts() if one.card] == ["paid"]
    assert [one["invoice_id"] for one in house.told("InvoicePaid")][-1] == str(due)
    assert (house.books(), house.discrepancies()) == ([], [])


def test_nobody_is_charged_who_has_not_agreed_or_has_taken_it_back(house: House, customer: UUID, paid: UUID) -> None:
    first = issue(house, customer)
    charge(house)
    choose(house, paid, "autopay_on")
    choose(house, paid, "autopay_off")
    charge(house)

    assert (see(house, first)["status"], [one for one in house.checkouts() if one.card]) == ("outstanding", [])
    assert [one.choice for one in consents(house)] == ["save", "autopay_on", "autopay_off"]


def test_what_was_agreed_to_is_chained(house: House, paid: UUID) -> None:
    choose(house, paid, "autopay_on")
    choose(house, paid, "autopay_on")
    choose(house, paid, "remove")

    written = consents(house)
    assert [one.choice for one in written] == ["save", "autopay_on", "remove"]
    assert [one.previous_hash for one in written] == ["", *(one.hash for one in written[:-1])]
    assert [one.digest() for one in written] == [one.hash for one in written]
    assert "charges my saved card" in written[1].words


@pytest.mark.parametrize("paid", ["declined", "authentication"], indirect=True)
def test_a_card_that_is_refused_falls_back_to_the_reminder(house: House, customer: UUID, paid: UUID) -> None:
    choose(house, paid, "autopay_on")
    due = issue(house, customer)

    charge(house)
    charge(house)

    reminded = [one for one in house.told("InvoiceDue") if one["invoice_id"] == str(due)]
    failed = [one for one in house.told("PaymentFailed") if one["invoice_id"] == str(due)]
    assert [one["cause"] for one in reminded] == ["reminder"]
    assert len(failed) == 1
    assert (see(house, due)["status"], see(house, due)["payable"]) == ("outstanding", True)
    assert [one.status for one in house.checkouts() if one.card] == ["failed"]
    press(house, due)


def test_an_open_page_is_waited_for_and_never_charged_beside(
    house: House, stripe: SandboxWorld, customer: UUID, paid: UUID
) -> None:
    choose(house, paid, "autopay_on")
    due = issue(house, customer)
    press(house, due)

    charge(house)
    stripe.pay(house.checkouts()[-1].session_id or "")
    house.sweep_later()
    charge(house)

    assert (see(house, due)["status"], [one for one in house.checkouts() if one.card]) == ("paid", [])


@pytest.mark.parametrize("what", ["autopay_off", "cheque"])
def test_what_changes_between_the_plan_and_the_charge_stops_it(
    house: House, stripe: SandboxWorld, customer: UUID, paid: UUID, what: str
) -> None:
    choose(house, paid, "autopay_on")
    due = issue(house, customer)
    house.context.service.tasks["billing.plan_charges"](house.context)

    if what == "cheque":
        body = {"amount": 90_00, "method": "cheque"}
        house.office("POST", f"/invoices/{due}/payments", body)
    else:
        choose(house, paid, "autopay_off")
    house.work()

    assert [one.status for one in house.checkouts() if one.card] == ["expired"]
    assert see(house, due)["status"] == ("paid" if what == "cheque" else "outstanding")
    account = house.checkouts()[-1].stripe_account_id
    assert (len(stripe.ask("/v1/charges", account)), house.books()) == (1, [])


def test_a_removed_card_is_forgotten_by_stripe_and_charged_no_more(
    house: House, stripe: SandboxWorld, account: str, customer: UUID, paid: UUID
) -> None:
    choose(house, paid, "autopay_on")
    method = stripe.ask("/v1/charges", account)[-1]["payment_method"]

    removed = choose(house, paid, "remove")
    house.work()
    issue(house, customer)
    charge(house)

    kept = stripe.http.get(f"/v1/payment_methods/{method}", headers={"Stripe-Account": account}).json()
    assert (removed, kept["customer"], see(house, paid)["card"]) == (204, None, None)
    assert [one for one in house.checkouts() if one.card] == []
    assert choose(house, paid, "autopay_on") == 409


def test_whoever_has_kept_a_card_is_known_at_the_next_page(
    house: House, stripe: SandboxWorld, account: str, customer: UUID, paid: UUID
) -> None:
    choose(house, paid, "remove")
    again = issue(house, customer)

    press(house, again, save_card=True)

    first, second = stripe.sessions(account)[-2:]
    assert second["customer"] == first["customer"] != None  # noqa: E711 - both are, and are the same


def test_a_charge_can_be_given_back_like_any_payment(house: House, customer: UUID, paid: UUID) -> None:
    choose(house, paid, "autopay_on")
    due = issue(house, customer)
    charge(house)

    house.office("POST", f"/invoices/{due}/refunds", {"amount": 40_00})
    house.work()

    assert [one.status for one in house.refunds()] == ["succeeded"]
    assert (house.books(), see(house, due)["refunded"]) == ([], 40_00)


def test_a_crash_after_stripe_has_charged_charges_no_more(
    house: House, stripe: SandboxWorld, account: str, customer: UUID, paid: UUID
) -> None:
    choose(house, paid, "autopay_on")
    due = issue(house, customer)
    house.context.service.tasks["billing.plan_charges"](house.context)
    made = house.checkouts()[-1]
    names = {"workspace_id": str(SPARKLE), "checkout_id": str(made.id)}
    house.context.service.tasks["billing.open_checkout"](house.context, **names)
    payment = house.checkouts()[-1].session_id or ""
    stripe.gateway.confirm_payment(account, payment, f"{made.idempotency_key}-confirm")

    house.work()
    house.sweep_later()

    assert (see(house, due)["status"], len(stripe.ask("/v1/charges", account)), house.books()) == ("paid", 2, [])
