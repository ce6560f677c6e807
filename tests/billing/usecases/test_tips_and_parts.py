"""What customers choose when they pay: a part of what is due, and a tip on top of it, where the business offers that."""

from typing import Any
from uuid import UUID

import pytest

from tests.billing.house import RETURN_URL, SPARKLE, House, holder
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("EXT-1", "PAY-6")


def offer(house: House, **chosen: bool) -> None:
    house.office("PATCH", "/settings/billing/terms", chosen)


def choose(house: House, invoice: dict[str, Any], **chosen: int) -> Any:
    """The customer chooses on the invoice's page, and goes to pay."""
    who = holder(SPARKLE, UUID(invoice["invoice_id"]), "invoice")
    return house.ask("POST", "/public/checkout", who, {"return_url": RETURN_URL} | chosen)


def paid(house: House, stripe: FakeStripe, invoice: dict[str, Any], **chosen: int) -> str:
    """Has paid what they chose; Stripe's session of it."""
    answer = choose(house, invoice, **chosen)
    assert answer.status_code == 201, answer.text
    session_id = stripe.session_ids()[-1]
    stripe.pay(session_id)
    house.hear_all(stripe.webhooks())
    return session_id


def seen(house: House, invoice: dict[str, Any]) -> dict[str, Any]:
    who = holder(SPARKLE, UUID(invoice["invoice_id"]), "invoice")
    return dict(house.ask("GET", "/public/invoice", who).json())


@pytest.mark.parametrize("chosen", [{"tip": 5_00}, {"amount": 40_00}])
def test_neither_is_offered_unless_the_business_wants_it(house: House, chosen: dict[str, int]) -> None:
    invoice = house.issued(100_00)

    answer = choose(house, invoice, **chosen)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(chosen)))
    assert seen(house, invoice)["choices"] == {"tip": False, "part_from": None, "part_to": None}
    assert house.checkouts() == []


def test_a_tip_is_a_line_and_a_balance_of_its_own(house: House, stripe: FakeStripe) -> None:
    offer(house, tips=True)
    invoice = house.issued(100_00)

    paid(house, stripe, invoice, tip=15_00)

    (order,) = stripe.orders.values()
    shown = seen(house, invoice)
    assert (order.amount, order.tip) == (100_00, 15_00)
    assert [shown[name] for name in ("status", "total", "paid", "amount_due")] == ["paid", 100_00, 100_00, 0]
    assert [(one["amount"], one["tip"]) for one in shown["payments"]] == [(100_00, 15_00)]
    assert [(told["amount"], told["tip"]) for told in house.told("PaymentSucceeded")] == [(100_00, 15_00)]
    assert house.balances() == {"stripe": 115_00, "receivable": 0, "sales": -100_00, "tips": -15_00}
    assert house.books() == []


def test_a_refund_leaves_the_tip_and_a_whole_one_at_stripe_takes_it_last(house: House, stripe: FakeStripe) -> None:
    offer(house, tips=True)
    invoice = house.issued(100_00)
    session_id = paid(house, stripe, invoice, tip=15_00)

    refused = house.office("POST", f"/invoices/{invoice['invoice_id']}/refunds", {"amount": 100_01}, status=422)
    house.office("POST", f"/invoices/{invoice['invoice_id']}/refunds", {"amount": 30_00}, status=201)
    house.work()
    house.hear_all(stripe.webhooks())

    assert refused["code"] == "refund_too_large"
    assert house.balances()["tips"] == -15_00
    lost = stripe.refund_in_dashboard(session_id)
    house.hear_all(stripe.webhooks())
    assert [(refund.amount, refund.tip) for refund in house.refunds()] == [(30_00, 0), (85_00, 15_00)]
    assert (seen(house, invoice)["refunded"], house.balances()["tips"]) == (100_00, 0)
    stripe.end_refund(lost, "failed")
    house.hear_all(stripe.webhooks())
    assert house.balances() == {"stripe": 85_00, "receivable": 0, "sales": -100_00, "refunds": 30_00, "tips": -15_00}
    assert house.books() == []


def test_what_was_not_due_goes_back_with_its_tip(house: House, stripe: FakeStripe) -> None:
    offer(house, tips=True)
    invoice = house.issued(100_00)
    choose(house, invoice, tip=15_00)
    house.office("POST", f"/invoices/{invoice['invoice_id']}/payments", {"method": "cash"}, status=201)

    stripe.pay(stripe.session_ids()[-1])
    house.hear_all(stripe.webhooks())

    assert [(refund.amount, refund.status) for refund in house.refunds()] == [(115_00, "succeeded")]
    assert house.balances() == {"stripe": 0, "offline": 100_00, "receivable": 0, "sales": -100_00, "unapplied": 0}
    assert house.books() == []


def test_a_disputed_payment_takes_no_more_than_it_paid_of_the_invoice(house: House, stripe: FakeStripe) -> None:
    offer(house, tips=True)
    invoice = house.issued(100_00)
    stripe.dispute(paid(house, stripe, invoice, tip=15_00))
    house.hear_all(stripe.webhooks())

    assert [one.disputed for one in house.invoices()] == [100_00]
    assert (house.balances()["stripe"], house.books()) == (0, [])


def test_a_deposit_asks_for_a_tip_only_where_it_is_wanted(house: House) -> None:
    offer(house, tips=True, parts=True)
    estimate = house.accept()

    assert house.invoice(estimate)["choices"] == {"tip": False, "part_from": None, "part_to": None}
    offer(house, tips_on_deposits=True)
    assert house.invoice(estimate)["choices"]["tip"]


def test_a_part_is_paid_and_the_rest_stays_due(house: House, stripe: FakeStripe) -> None:
    offer(house, parts=True)
    invoice = house.issued(100_00)
    assert seen(house, invoice)["choices"] == {"tip": False, "part_from": 50, "part_to": 99_50}

    paid(house, stripe, invoice, amount=40_00)

    shown = seen(house, invoice)
    assert [shown[name] for name in ("state", "paid", "amount_due", "payable")] == ["part_paid", 40_00, 60_00, True]
    paid(house, stripe, invoice)
    assert (seen(house, invoice)["status"], house.books()) == ("paid", [])


def test_who_changes_their_mind_gets_another_page_and_never_two(house: House, stripe: FakeStripe) -> None:
    offer(house, parts=True, tips=True)
    invoice = house.issued(100_00)

    for chosen in (
        {"amount": 40_00},
        {"amount": 50_00},
        {"amount": 50_00, "tip": 5_00},
        {"amount": 50_00, "tip": 5_00},
    ):
        assert choose(house, invoice, **chosen).status_code == 201

    assert [one.status for one in house.checkouts()] == ["expired", "expired", "open"]
    assert [(one.amount, one.tip) for one in house.checkouts()] == [(40_00, 0), (50_00, 0), (50_00, 5_00)]


@pytest.mark.parametrize(
    ("currency", "due", "chosen"),
    [
        ("USD", 100_00, {"amount": 49}),
        ("USD", 100_00, {"amount": 99_51}),
        ("USD", 100_00, {"amount": 100_01}),
        ("USD", 90, {"amount": 50}),
        ("KWD", 100_000, {"amount": 5_005}),
        ("KWD", 100_000, {"tip": 5}),
        ("JPY", 1_000, {"amount": 49}),
        ("USD", 100_00, {"tip": 100_01}),
    ],
)
def test_what_stripe_cannot_charge_or_nobody_can_mean_is_refused(
    house: House, currency: str, due: int, chosen: dict[str, int]
) -> None:
    offer(house, parts=True, tips=True)
    invoice = house.issued(due, currency=currency)

    answer = choose(house, invoice, **chosen)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(chosen)))
    assert house.checkouts() == []
