"""From Pay now to paid, whatever becomes of the webhooks on the way."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import time_machine

from tests.billing.house import House
from tests.support.stripe_worlds import StripeWorld

pytestmark = pytest.mark.shows("PAY-3")


def outcome(house: House) -> dict[str, Any]:
    """What has come of it: how often others were told of what, and how the invoices are."""
    names = ("InvoicePaid", "PaymentSucceeded", "PaymentFailed", "PaymentRefunded")
    told = {name: len(house.told(name)) for name in names}
    return told | {"invoices": [invoice.status for invoice in house.invoices()]}


PAID_ONCE = {
    "InvoicePaid": 1,
    "PaymentSucceeded": 1,
    "PaymentFailed": 0,
    "PaymentRefunded": 0,
    "invoices": ["paid"],
}


@pytest.mark.shows("SGN-4", "PAY-2", "PAY-4")
def test_an_accepted_estimate_leads_to_a_paid_deposit(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.pay(session_id)

    house.hear_all(world.webhooks(account))

    assert outcome(house) == PAID_ONCE
    (paid,) = house.told("InvoicePaid")
    assert (paid["number"], paid["total"], paid["currency"]) == ("INV-1001", 125_00, "USD")
    assert (paid["title"], paid["payment_method"]) == ("Deposit for E-1001 House wash", "card")
    assert (paid["estimate_id"], paid["customer_email"]) == (str(estimate), "dana.fox@example.com")
    assert paid["receipt_link"].startswith("http://portal.test/l/")


def test_every_webhook_three_times_and_backwards_pays_once(
    house: House, world: StripeWorld, account: str, session_id: str
) -> None:
    world.decline(session_id)
    world.pay(session_id)

    house.hear_all(3 * list(reversed(world.webhooks(account))))

    assert outcome(house) == PAID_ONCE


def test_webhooks_at_the_same_moment_pay_once(house: House, world: StripeWorld, account: str, session_id: str) -> None:
    world.pay(session_id)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(house.hear, 3 * world.webhooks(account)))
        list(pool.map(lambda _: house.work(), range(2)))

    assert {answer.status_code for answer in answers} == {200}
    assert outcome(house) == PAID_ONCE


def test_a_payment_is_found_though_every_webhook_was_lost(
    house: House, world: StripeWorld, session_id: str, clock: time_machine.Traveller
) -> None:
    world.pay(session_id)

    house.sweep()
    assert outcome(house)["invoices"] == ["outstanding"]
    clock.shift(61)
    house.sweep()

    assert outcome(house) == PAID_ONCE


def test_the_return_page_before_the_webhooks_pays_once(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.pay(session_id)

    assert house.come_back(estimate, session_id)["status"] == "paid"
    house.hear_all(world.webhooks(account))

    assert outcome(house) == PAID_ONCE


def test_the_return_page_after_the_webhooks_pays_once(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.pay(session_id)
    house.hear_all(world.webhooks(account))

    assert house.come_back(estimate, session_id)["status"] == "paid"

    assert outcome(house) == PAID_ONCE


def test_a_declined_card_and_then_a_good_one_pay_once(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.decline(session_id)
    house.hear_all(world.webhooks(account))
    assert house.come_back(estimate, session_id)["status"] == "outstanding"
    assert house.pay_now(estimate).status_code == 201
    world.pay(session_id)

    house.hear_all(world.webhooks(account))

    assert outcome(house) == PAID_ONCE
    assert len(world.sessions(account)) == 1


def test_a_bank_transfer_pays_when_it_arrives(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.start_transfer(session_id, arrives=True)
    house.hear_all(world.webhooks(account))
    assert house.invoice(estimate)["status"] == "processing"
    assert [told["settles_later"] for told in house.told("PaymentStarted")] == [False, True]
    world.end_transfer(session_id, arrives=True)

    house.hear_all(world.webhooks(account))

    assert outcome(house) == PAID_ONCE
    assert house.told("InvoicePaid")[0]["payment_method"] == "us_bank_account"


def test_a_bank_transfer_that_fails_leaves_the_invoice_to_be_paid_again(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.start_transfer(session_id, arrives=False)
    house.hear_all(world.webhooks(account))
    world.end_transfer(session_id, arrives=False)
    house.hear_all(2 * world.webhooks(account))
    failed = outcome(house)

    assert house.pay_now(estimate).status_code == 201
    world.pay(house.checkouts()[-1].session_id or "")
    house.hear_all(world.webhooks(account))

    assert (failed["PaymentFailed"], failed["InvoicePaid"], failed["invoices"]) == (1, 0, ["outstanding"])
    assert outcome(house) == PAID_ONCE | {"PaymentFailed": 1}
    assert [checkout.status for checkout in house.checkouts()] == ["failed", "paid"]
    assert "insufficient funds" in house.told("PaymentFailed")[0]["reason"]


def test_a_transfer_that_is_found_only_after_it_has_arrived_pays_once(
    house: House, world: StripeWorld, account: str, session_id: str
) -> None:
    world.start_transfer(session_id, arrives=True)
    world.end_transfer(session_id, arrives=True)

    house.hear_all(reversed(world.webhooks(account)))

    assert outcome(house) == PAID_ONCE


def test_a_second_payment_of_the_same_invoice_goes_back(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    house.set_checkout(house.checkouts()[0], status="expired")  # as if its end had been recorded, and was not true
    house.pay_now(estimate)
    second = house.checkouts()[-1].session_id or ""
    world.pay(session_id)
    world.pay(second)

    house.hear_all(3 * world.webhooks(account))

    assert outcome(house) == PAID_ONCE | {"PaymentRefunded": 1}
    assert world.refunds(account) == [125_00]
    (refunded,) = house.told("PaymentRefunded")
    assert (refunded["cause"], refunded["amount"], refunded["invoice_number"]) == ("duplicate", 125_00, "INV-1001")
    assert sorted(checkout.status for checkout in house.checkouts()) == ["paid", "refunded"]


def test_withdrawing_the_estimate_closes_the_page(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    house.void(estimate)
    house.work()

    assert [session["status"] for session in world.sessions(account)] == ["expired"]
    assert outcome(house)["invoices"] == ["void"]
    assert len(house.told("InvoiceVoided")) == 1


def test_what_is_paid_for_a_withdrawn_estimate_goes_back(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.pay(session_id)
    house.void(estimate)
    house.work()

    house.hear_all(world.webhooks(account))

    assert outcome(house) == {
        "InvoicePaid": 0,
        "PaymentSucceeded": 0,
        "PaymentFailed": 0,
        "PaymentRefunded": 1,
        "invoices": ["void"],
    }
    assert house.told("PaymentRefunded")[0]["cause"] == "void"
    assert world.refunds(account) == [125_00]


def test_withdrawing_an_estimate_whose_deposit_is_paid_leaves_it_paid(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.pay(session_id)
    house.hear_all(world.webhooks(account))

    house.void(estimate)
    house.work()

    assert outcome(house) == PAID_ONCE
    assert world.refunds(account) == []


def test_after_a_crash_nobody_comes_back_from_the_sweep_finds_the_payment(
    house: House, world: StripeWorld, session_id: str, clock: time_machine.Traveller
) -> None:
    world.pay(session_id)
    house.set_checkout(house.checkouts()[0], status="creating", session_id=None, url=None)
    clock.shift(61)

    house.sweep()

    assert outcome(house) == PAID_ONCE
