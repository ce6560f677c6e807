"""Rewards that are redeemed pay for what their customer owes, and the books say so."""

from typing import Any
from uuid import UUID

import pytest

from shared.events.referrals import RewardRedeemed, RewardReversed
from shared.ids import new_id
from tests.billing.house import RIVAL, SPARKLE, House
from tests.support.services import deliver

pytestmark = pytest.mark.shows("REF-4", "PAY-6")


def redeem(house: House, amount: int, invoice: dict[str, Any] | None = None, **rest: Any) -> UUID:
    """The office has redeemed a reward, on the invoice where there is one; its id."""
    values = {
        "workspace_id": SPARKLE,
        "reward_id": new_id(),
        "referral_id": new_id(),
        "side": "referrer",
        "customer_id": UUID(invoice["customer"]["id"]) if invoice else new_id(),
        "currency": "USD",
        "amount": amount,
        "invoice_id": UUID(invoice["invoice_id"]) if invoice else None,
    } | rest
    deliver(house.context, RewardRedeemed(**values))
    return UUID(str(values["reward_id"]))


def reverse(house: House, reward_id: UUID) -> None:
    """It was not earned after all."""
    event = RewardReversed(
        workspace_id=SPARKLE,
        reward_id=reward_id,
        referral_id=new_id(),
        side="referrer",
        customer_id=new_id(),
        currency="USD",
        amount=1,
        redeemed=True,
        reason="The friend was given the money back.",
    )
    deliver(house.context, event, sequence=2)


def seen(house: House, invoice: dict[str, Any]) -> tuple[str, int, int]:
    """What it is called, what rewards pay of it, what is due."""
    found = house.office("GET", f"/invoices/{invoice['invoice_id']}")
    return found["status"], found["rewarded"], found["amount_due"]


def left(house: House, customer: str) -> list[tuple[str, int]]:
    found = house.office("GET", f"/invoices/credits?customer_id={customer}")
    return [(one["currency"], one["minor"]) for one in found["balances"]]


def test_it_pays_for_the_invoice_once_and_closes_the_page_that_asks_for_more(house: House) -> None:
    invoice = house.issued(100_00)
    assert house.pay_invoice(invoice).status_code == 201

    reward = redeem(house, 30_00, invoice)
    redeem(house, 30_00, invoice, reward_id=reward)
    house.work()

    assert seen(house, invoice) == ("outstanding", 30_00, 70_00)
    assert [checkout.status for checkout in house.checkouts()] == ["expired"]
    assert [(told["amount"], told["amount_due"]) for told in house.told("InvoiceCredited")] == [(30_00, 70_00)]
    assert house.balances() == {"receivable": 70_00, "sales": -100_00, "credits": 30_00}
    assert house.books() == []


def test_more_than_is_due_stays_with_the_customer_for_what_comes(house: House) -> None:
    invoice = house.issued(20_00)
    customer = invoice["customer"]["id"]

    redeem(house, 50_00, invoice)

    assert seen(house, invoice) == ("paid", 20_00, 0)
    assert [told["payment_method"] for told in house.told("InvoicePaid")] == ["credit"]
    assert left(house, customer) == [("USD", 30_00)]
    following = house.issued(25_00, customer_id=customer)
    assert seen(house, following) == ("paid", 25_00, 0)
    assert (left(house, customer), house.books()) == ([("USD", 5_00)], [])


@pytest.mark.parametrize("changed", [{"currency": "EUR"}, {"customer_id": new_id()}, {"workspace_id": RIVAL}])
def test_it_pays_for_nothing_in_other_money_or_of_anybody_else(house: House, changed: dict[str, Any]) -> None:
    invoice = house.issued(100_00)

    redeem(house, 30_00, invoice, **changed)

    assert seen(house, invoice) == ("outstanding", 0, 100_00)
    assert house.books() == []


def test_without_an_invoice_named_it_pays_for_what_is_due_first(house: House) -> None:
    late = house.issued(40_00, due_on="2026-12-20")
    customer = late["customer"]["id"]
    soon = house.issued(40_00, customer_id=customer, due_on="2026-12-01")
    draft = house.draft(40_00, customer_id=customer)

    redeem(house, 50_00, customer_id=UUID(customer))

    assert [seen(house, one) for one in (soon, late, draft)] == [
        ("paid", 40_00, 0),
        ("outstanding", 10_00, 30_00),
        ("draft", 0, 0),
    ]
    assert house.books() == []


def test_a_deposit_is_never_paid_by_a_reward(house: House) -> None:
    estimate = house.accept()
    (deposit,) = house.invoices()

    redeem(house, 30_00, customer_id=deposit.customer_id, invoice_id=deposit.id)

    assert house.invoice(estimate)["amount_due"] == 125_00


def test_taken_back_an_open_invoice_asks_for_it_again(house: House) -> None:
    invoice = house.issued(100_00)
    reward = redeem(house, 30_00, invoice)

    reverse(house, reward)

    assert seen(house, invoice) == ("outstanding", 0, 100_00)
    assert [told["amount_due"] for told in house.told("InvoiceCreditWithdrawn")] == [100_00]
    assert left(house, invoice["customer"]["id"]) == [("USD", 0)]
    assert house.balances() == {"receivable": 100_00, "sales": -100_00, "credits": 0}
    assert house.books() == []


def test_taken_back_a_settled_invoice_stays_so_and_later_rewards_make_up_for_it(house: House) -> None:
    invoice = house.issued(30_00)
    customer = invoice["customer"]["id"]
    reverse(house, redeem(house, 30_00, invoice))

    assert (seen(house, invoice), left(house, customer)) == (("paid", 30_00, 0), [("USD", -30_00)])
    following = house.issued(100_00, customer_id=customer)
    redeem(house, 50_00, following)

    assert seen(house, following) == ("outstanding", 20_00, 80_00)
    assert (left(house, customer), house.books()) == ([("USD", 0)], [])


def test_a_voided_invoice_gives_it_back_to_the_customer(house: House) -> None:
    invoice = house.issued(100_00)
    redeem(house, 30_00, invoice)

    house.office("POST", f"/invoices/{invoice['invoice_id']}/void")

    assert seen(house, invoice) == ("void", 0, 0)
    assert left(house, invoice["customer"]["id"]) == [("USD", 30_00)]
    assert house.balances() == {"receivable": 0, "sales": 0, "credits": 0}
    assert house.books() == []


def test_it_is_no_money_that_could_be_given_back(house: House) -> None:
    invoice = house.issued(100_00)
    redeem(house, 30_00, invoice)
    pay = {"method": "cash"}
    house.office("POST", f"/invoices/{invoice['invoice_id']}/payments", pay, status=201)

    answer = house.office("POST", f"/invoices/{invoice['invoice_id']}/refunds", {"amount": 70_01}, status=422)

    assert answer["errors"][0]["field"] == "amount"
    assert seen(house, invoice) == ("paid", 30_00, 0)


def test_a_use_that_was_tampered_with_does_not_go_unnoticed(house: House) -> None:
    invoice = house.issued(100_00)
    redeem(house, 30_00, invoice)
    with house.context.database.begin() as session:
        (found,) = [one for one in house.invoices() if str(one.id) == invoice["invoice_id"]]
        session.merge(found).rewarded = 10_00

    assert [finding.reason for finding in house.books()] == ["credits pay for 3000 of it, and the invoice says 1000"]
