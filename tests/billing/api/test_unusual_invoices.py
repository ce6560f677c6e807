"""Invoices at the edges: other currencies, less than Stripe charges, very many lines, nothing at all."""

from typing import Any
from uuid import UUID

import pytest

from tests.billing.house import SPARKLE, House, holder
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-5", "PAY-6")


def seen(house: House, invoice: dict[str, Any]) -> dict[str, Any]:
    return dict(house.ask("GET", "/public/invoice", holder(SPARKLE, UUID(invoice["invoice_id"]), "invoice")).json())


@pytest.mark.parametrize(
    ("currency", "prices", "charged", "reason"),
    [
        ("JPY", [12_500], 12_500, None),
        ("JPY", [49], None, "amount"),
        ("ISK", [12_500], 1_250_000, None),
        ("ISK", [1], 100, None),
        ("KWD", [12_340], 12_340, None),
        ("KWD", [12_345], None, "amount"),
        ("MGA", [12_500], 125, None),
        ("MGA", [12_550], None, "amount"),
        ("USD", [50], 50, None),
        ("USD", [49], None, "amount"),
        ("GBP", [30], None, None),
        ("CZK", [14_99], None, "amount"),
        ("HUF", [174_99], None, "amount"),
        ("USD", [1_01] * 100, 101_00, None),
    ],
)
def test_it_is_charged_to_the_unit_or_says_why_not(
    house: House, stripe: FakeStripe, *, currency: str, prices: list[int], charged: int | None, reason: str | None
) -> None:
    invoice = house.issued(*prices, currency=currency)

    shown = seen(house, invoice)

    assert (shown["payable"], shown["not_payable_reason"]) == (reason is None, reason)
    assert len(shown["lines"]) == len(prices)
    (found,) = house.ask(
        "POST", "/public/payments/lookup", holder(SPARKLE, UUID(int=0)), {"number": invoice["number"]}
    ).json()["items"]
    assert (found["payable"], found["not_payable_reason"]) == (reason is None, reason)
    if charged is None:
        return
    assert house.pay_invoice(invoice).status_code == 201
    stripe.pay(stripe.session_ids()[-1])
    house.hear_all(stripe.webhooks())
    assert [order.amount for order in stripe.orders.values()] == [charged]
    after = seen(house, invoice)
    assert (after["status"], after["paid"], after["amount_due"]) == ("paid", sum(prices), 0)
    assert (house.balances()["receivable"], house.books()) == (0, [])


@pytest.mark.parametrize("lines", [[(10_00, "1"), (-10_00, "1")], [(0, "1")], [(10_00, "0")]])
def test_one_that_asks_for_nothing_is_paid_at_once_without_stripe(
    house: House, stripe: FakeStripe, lines: list[tuple[int, str]]
) -> None:
    rows = [{"description": "Work", "unit_price": price, "quantity": quantity} for price, quantity in lines]

    invoice = house.issued(lines=rows)

    assert (invoice["status"], invoice["total"], invoice["amount_due"]) == ("paid", 0, 0)
    assert seen(house, invoice)["not_payable_reason"] == "paid"
    assert house.pay_invoice(invoice).json()["code"] == "already_paid"
    assert (stripe.calls["create_session"], house.balances(), house.books()) == (0, {}, [])
