"""Cheques, parts, corrections and refunds, also while the customer has the payment page open."""

from typing import Any

import pytest

from services.billing.domain.errors import StripeFaulted, StripeRefused, StripeUnreachable
from tests.billing.house import House
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-6", "PAY-7")

CHEQUE = {"method": "cheque", "reference": "No. 4711"}


def act(house: House, invoice: dict[str, Any], what: str, body: Any = None, **rest: Any) -> dict[str, Any]:
    return dict(house.office("POST", f"/invoices/{invoice['invoice_id']}/{what}", body, **rest))


def seen(house: House, invoice: dict[str, Any]) -> dict[str, Any]:
    return dict(house.office("GET", f"/invoices/{invoice['invoice_id']}"))


def pay_online(house: House, stripe: FakeStripe, invoice: dict[str, Any]) -> str:
    assert house.pay_invoice(invoice).status_code == 201
    session_id = stripe.session_ids()[-1]
    stripe.pay(session_id)
    house.hear_all(stripe.webhooks())
    return session_id


def test_part_by_cheque_and_the_rest_online(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(100_00)

    part = act(house, invoice, "payments", CHEQUE | {"amount": 40_00})
    pay_online(house, stripe, invoice)

    assert (part["status"], part["amount_due"], part["payments"][0]["method"]) == ("part_paid", 60_00, "cheque")
    assert (seen(house, invoice)["status"], stripe.see(stripe.session_ids()[0]).amount_total) == ("paid", 60_00)
    assert house.balances() == {"receivable": 0, "sales": -100_00, "offline": 40_00, "stripe": 60_00}
    assert [told["payment_method"] for told in house.told("PaymentSucceeded")] == ["cheque", "card"]
    assert len(house.told("InvoicePaid")) == 1
    assert house.books() == []


@pytest.mark.parametrize("amount", [100_01, 0, -5, 1.5])
def test_no_more_than_is_due_is_taken(house: House, amount: float) -> None:
    invoice = house.issued(100_00)

    act(house, invoice, "payments", CHEQUE | {"amount": amount}, status=422)

    assert seen(house, invoice)["amount_due"] == 100_00


def test_a_cheque_closes_the_page_the_customer_has_open(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(100_00)
    house.pay_invoice(invoice)

    act(house, invoice, "payments", CHEQUE)
    house.work()

    assert stripe.see(stripe.session_ids()[0]).status == "expired"
    assert (seen(house, invoice)["status"], house.books()) == ("paid", [])


@pytest.mark.shows("PAY-3")
@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("payments", CHEQUE),
        ("payments", CHEQUE | {"amount": 1_00}),
        ("void", {"reason": "Wrong house"}),
        ("", {"lines": [{"description": "Less", "unit_price": 80_00}]}),
    ],
    ids=["paid by cheque", "paid in part", "voided", "edited"],
)
def test_what_is_paid_on_a_page_that_was_to_be_closed_goes_back(
    house: House, stripe: FakeStripe, what: str, body: dict[str, Any]
) -> None:
    invoice = house.issued(100_00)
    house.pay_invoice(invoice)
    path = f"/invoices/{invoice['invoice_id']}"
    house.office("POST" if what else "PATCH", f"{path}/{what}".rstrip("/"), body)
    stripe.pay(stripe.session_ids()[0])

    house.work()
    house.hear_all(stripe.webhooks())

    assert [refund.amount for refund in stripe.made.values()] == [100_00]
    assert len(house.told("PaymentRefunded")) == 1
    assert house.balances()["stripe"] == house.balances()["unapplied"] == 0
    assert house.books() == []


def test_an_invoice_that_was_changed_asks_for_the_new_amount_only(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(100_00)
    house.pay_invoice(invoice)
    line = {"description": "Less", "unit_price": 80_00, "tax_rate": "0.1"}

    changed = house.office("PATCH", f"/invoices/{invoice['invoice_id']}", {"lines": [line]})
    house.work()
    pay_online(house, stripe, invoice)

    assert (changed["total"], changed["version"], changed["number"]) == (88_00, 2, "INV-1001")
    assert [stripe.see(one).status for one in stripe.session_ids()] == ["expired", "complete"]
    assert stripe.see(stripe.session_ids()[1]).amount_total == 88_00
    assert house.balances() == {"receivable": 0, "sales": -80_00, "tax": -8_00, "stripe": 88_00}
    assert house.books() == []


def test_a_paid_invoice_cannot_be_changed_or_voided(house: House) -> None:
    invoice = house.issued(100_00)
    act(house, invoice, "payments", CHEQUE)

    house.office("PATCH", f"/invoices/{invoice['invoice_id']}", {"title": "Other"}, status=409)
    refused = act(house, invoice, "void", {}, status=409)

    assert refused["type"].endswith("cannot_void")


def test_money_goes_back_the_way_it_came_the_newest_first(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(100_00)
    act(house, invoice, "payments", CHEQUE | {"amount": 40_00})
    pay_online(house, stripe, invoice)

    asked = act(house, invoice, "refunds", {"amount": 70_00, "reason": "Half the roof only"}, status=201)
    house.work()
    house.hear_all(stripe.webhooks())

    assert [(one["method"], one["amount"], one["status"]) for one in asked["refunds"]] == [
        ("stripe", 60_00, "due"),
        ("cheque", 10_00, "succeeded"),
    ]
    assert [refund.amount for refund in stripe.made.values()] == [60_00]
    assert (seen(house, invoice)["refunded"], seen(house, invoice)["status"]) == (70_00, "paid")
    assert house.balances() == {
        "receivable": 0,
        "sales": -100_00,
        "offline": 30_00,
        "stripe": 0,
        "refunds": 70_00,
    }
    assert sorted(told["amount"] for told in house.told("PaymentRefunded")) == [10_00, 60_00]
    assert house.books() == []


def test_what_is_on_its_way_back_cannot_be_given_back_again(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(100_00)
    pay_online(house, stripe, invoice)

    act(house, invoice, "refunds", {"amount": 60_00}, status=201)
    refused = act(house, invoice, "refunds", {"amount": 60_00}, status=422)
    act(house, invoice, "refunds", {"amount": 40_00}, status=201)
    house.work()

    assert refused["type"].endswith("refund_too_large")
    assert sorted(refund.amount for refund in stripe.made.values()) == [40_00, 60_00]
    assert house.books() == []


@pytest.mark.parametrize(
    ("error", "after"), [(StripeUnreachable("x"), False), (StripeUnreachable("x"), True), (StripeFaulted("x"), False)]
)
def test_a_refund_is_made_once_whatever_becomes_of_the_answer(
    house: House, stripe: FakeStripe, error: Exception, after: bool
) -> None:
    invoice = house.issued(100_00)
    pay_online(house, stripe, invoice)
    stripe.fail("refund", error, after=after)

    act(house, invoice, "refunds", {"amount": 60_00}, status=201)
    house.work()
    house.sweep_later()

    assert [refund.amount for refund in stripe.made.values()] == [60_00]
    assert [refund.status for refund in house.refunds()] == ["succeeded"]
    assert house.books() == []


@pytest.mark.parametrize("amount", [60_00, 100_00], ids=["part", "all"])
def test_a_refund_that_stripe_made_before_it_failed_is_found_before_it_is_asked_for_again(
    house: House, stripe: FakeStripe, amount: int
) -> None:
    invoice = house.issued(100_00)
    pay_online(house, stripe, invoice)
    stripe.fail("refund", StripeFaulted("x"), after=True)
    stripe.fail("refunds", StripeUnreachable("x"), times=2)

    act(house, invoice, "refunds", {"amount": amount}, status=201)
    house.work()
    for _ in range(3):
        house.sweep_later()

    assert [refund.amount for refund in stripe.made.values()] == [amount]
    assert [refund.status for refund in house.refunds()] == ["succeeded"]
    assert house.books() == []


def test_a_refund_that_stripe_refuses_is_told_and_leaves_the_money(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(100_00)
    pay_online(house, stripe, invoice)
    stripe.fail("refund", StripeRefused("Insufficient funds.", reason="balance_insufficient"))

    act(house, invoice, "refunds", {}, status=201)
    house.work()

    assert (seen(house, invoice)["refunded"], seen(house, invoice)["refunds"][0]["status"]) == (0, "failed")
    assert [told["reason"] for told in house.told("RefundFailed")] == ["Insufficient funds."]
    assert house.books() == []


@pytest.mark.parametrize(
    ("currency", "price", "charged"),
    [("JPY", 5000, 5000), ("ISK", 5000, 5000_00), ("KWD", 12_340, 12_340), ("USD", 12_34, 12_34)],
)
def test_currencies_as_stripe_counts_them(
    house: House, stripe: FakeStripe, currency: str, price: int, charged: int
) -> None:
    invoice = house.issued(price, currency=currency)
    session_id = pay_online(house, stripe, invoice)

    act(house, invoice, "refunds", {}, status=201)
    house.work()

    assert stripe.see(session_id).amount_total == charged
    assert [refund.amount for refund in stripe.made.values()] == [charged]
    assert seen(house, invoice)["refunded"] == price
    assert house.books() == []


@pytest.mark.parametrize(("currency", "price"), [("USD", 49), ("KWD", 12_345)])
def test_what_cannot_be_charged_says_how_else_to_pay(house: House, currency: str, price: int) -> None:
    refused = house.pay_invoice(house.issued(price, currency=currency))

    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "not_payable")
    assert "Ask the business how to pay" in refused.json()["detail"]
    assert house.books() == []
