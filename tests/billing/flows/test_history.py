"""Whatever has become of a payment at Stripe, and in whatever order it is told, the books end up saying the same."""

import random

import pytest

from services.billing.manifest import service
from tests.billing.house import SPARKLE, STRIPE, House, furnish
from tests.conftest import OpenService
from tests.support.stripe_worlds import RefereeWorld, StripeWorld

pytestmark = pytest.mark.shows("PAY-3", "PAY-6")


def open_house(open_service: OpenService, world: StripeWorld) -> tuple[House, str, str]:
    """A house, its account, and the page that the customer has open."""
    account = world.add_account()
    house = furnish(open_service(service, **STRIPE), world.gateway)
    house.connect(SPARKLE, account)
    house.pay_invoice(house.issued(125_00))
    return house, account, house.checkouts()[0].session_id or ""


def told_in_any_order(house: House, bodies: list[bytes], seed: int) -> None:
    """Every event three times, in disorder, with what nobody should believe in between, and work done now and then."""
    order, chance = 3 * bodies, random.Random(seed)  # noqa: S311 - disorder, not a secret
    chance.shuffle(order)
    for body in order:
        if chance.random() < 0.3:
            assert house.hear(body, secret="whsec_of_somebody_else").status_code == 400
        assert house.hear(body).status_code == 200
        if chance.random() < 0.5:
            house.work()
        assert house.books() == []
    house.work()


HISTORIES = {
    "paid": (),
    "declined, then paid": ("decline",),
    "part given back": ("refund 2500",),
    "given back twice, once in vain": ("refund 2500", "refund 5000", "fail"),
    "all given back": ("refund 12500",),
    "disputed": ("dispute needs_response",),
    "dispute won": ("dispute needs_response", "dispute won"),
    "part given back, then the rest lost": ("refund 2500", "dispute needs_response", "dispute lost"),
}
LEFT = [125_00, 125_00, 100_00, 100_00, 0, 0, 125_00, -25_00]
"""What is left at Stripe: a bank takes all it was paid, whatever has gone back before."""


@pytest.mark.parametrize(("history", "left"), list(zip(HISTORIES, LEFT, strict=True)), ids=list(HISTORIES))
def test_by_card(open_service: OpenService, world: StripeWorld, history: str, left: int) -> None:
    house, account, session_id = open_house(open_service, world)
    _live_through(world, account, session_id, HISTORIES[history])

    told_in_any_order(house, world.webhooks(account), seed=left)

    assert house.balances()["stripe"] == left
    assert [checkout.status for checkout in house.checkouts()] == ["paid"]
    assert len(house.told("InvoicePaid")) == len(house.told("PaymentSucceeded")) == 1
    _check_verdicts(world, account)


@pytest.mark.parametrize("arrives", [True, False])
def test_by_bank_transfer(open_service: OpenService, world: StripeWorld, arrives: bool) -> None:
    house, account, session_id = open_house(open_service, world)
    world.start_transfer(session_id, arrives=arrives)
    house.hear_all(world.webhooks(account)[:1])
    world.end_transfer(session_id, arrives=arrives)

    told_in_any_order(house, world.webhooks(account), seed=3)

    assert house.balances().get("stripe", 0) == (125_00 if arrives else 0)
    assert [checkout.status for checkout in house.checkouts()] == ["paid" if arrives else "failed"]
    _check_verdicts(world, account)


def test_a_refund_of_the_office_and_its_webhooks_are_one(open_service: OpenService, world: StripeWorld) -> None:
    house, account, session_id = open_house(open_service, world)
    world.pay(session_id)
    house.hear_all(world.webhooks(account))

    house.office("POST", f"/invoices/{house.invoices()[0].id}/refunds", {"amount": 30_00}, status=201)
    house.work()
    told_in_any_order(house, world.webhooks(account), seed=4)

    assert (world.refunds(account), house.balances()["stripe"]) == ([30_00], 95_00)
    assert [told["cause"] for told in house.told("PaymentRefunded")] == ["office"]
    _check_verdicts(world, account)


def _live_through(world: StripeWorld, account: str, session_id: str, history: tuple[str, ...]) -> None:
    if history == ("decline",):
        world.decline(session_id)
    world.pay(session_id)
    refund_id = ""
    for step in history:
        name, _, detail = step.partition(" ")
        if name == "refund":
            refund_id = world.refund_in_dashboard(account, session_id, int(detail))
        elif name == "fail":
            world.end_refund(refund_id, "failed")
        elif name == "dispute":
            world.dispute(account, session_id, detail)


def _check_verdicts(world: StripeWorld, account: str) -> None:
    """The referee has nothing to say against how it was asked."""
    if not isinstance(world, RefereeWorld):
        return
    records = world.verdicts(account)
    assert [record for record in records if record["verdict"] in {"rejected", "warn", "internal_error"}] == []
