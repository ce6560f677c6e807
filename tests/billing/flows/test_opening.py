"""Opening Stripe's page: one for each invoice, on the right account, again after a crash or when it has ended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from services.billing.domain.checkout import LEASE
from tests.billing.house import RIVAL, SPARKLE, House
from tests.support.stripe_worlds import StripeWorld

pytestmark = pytest.mark.shows("PAY-3")


def test_a_page_that_expires_costs_nothing_and_another_can_be_opened(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.expire(account, session_id)
    house.hear_all(world.webhooks(account))

    assert house.pay_now(estimate).status_code == 201

    assert [checkout.status for checkout in house.checkouts()] == ["expired", "open"]
    assert house.told("PaymentFailed") == []


def test_the_end_of_an_old_page_says_nothing_about_a_newer_one(
    house: House, world: StripeWorld, account: str, estimate: UUID, session_id: str
) -> None:
    world.expire(account, session_id)
    old = world.webhooks(account)
    house.hear_all(old)
    house.pay_now(estimate)

    house.hear_all(2 * old)

    assert [checkout.status for checkout in house.checkouts()] == ["expired", "open"]


def test_twenty_at_once_get_one_page(house: House, world: StripeWorld, account: str, estimate: UUID) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: house.pay_now(estimate), range(20)))

    assert [answer.status_code for answer in answers] == [201] * 20
    assert len({answer.json()["checkout_url"] for answer in answers}) == 1
    assert len(world.sessions(account)) == 1


def test_after_a_crash_the_page_that_stripe_has_is_taken_over(
    house: House, world: StripeWorld, account: str, estimate: UUID, clock: time_machine.Traveller
) -> None:
    house.pay_now(estimate)
    session_id = house.checkouts()[0].session_id or ""
    house.set_checkout(house.checkouts()[0], status="creating", session_id=None, url=None)
    clock.shift(LEASE + timedelta(seconds=1))

    answer = house.pay_now(estimate)

    assert session_id in answer.json()["checkout_url"]
    assert [session["id"] for session in world.sessions(account)] == [session_id]


@pytest.mark.shows("PAY-5")
def test_two_businesses_are_paid_each_on_its_own_account(
    house: House, world: StripeWorld, account: str, session_id: str
) -> None:
    rival_account = world.add_account()
    house.connect(RIVAL, rival_account)
    house.pay_now(house.accept(RIVAL), RIVAL)
    world.pay(house.checkouts()[-1].session_id or "")

    house.hear_all(world.webhooks(rival_account))

    statuses = {invoice.workspace_id: invoice.status for invoice in house.invoices()}
    assert statuses == {SPARKLE: "outstanding", RIVAL: "paid"}
    assert [told["workspace_id"] for told in house.told("InvoicePaid")] == [str(RIVAL)]


@pytest.mark.shows("PAY-5")
def test_an_account_that_is_not_ready_is_not_charged_on(house: House, world: StripeWorld) -> None:
    unready = world.add_account(ready=False)
    house.connect(RIVAL, unready)  # believed to be ready, which it was once
    estimate = house.accept(RIVAL)

    answer = house.pay_now(estimate, RIVAL)
    house.work()

    assert (answer.status_code, answer.json()["code"]) == (409, "payments_not_connected")
    assert house.invoice(estimate, RIVAL)["not_payable_reason"] == "not_connected"


def test_a_deposit_below_stripes_smallest_charge_says_so(house: House) -> None:
    answer = house.pay_now(house.accept(deposit_due=20))

    assert (answer.status_code, answer.json()["code"]) == (409, "not_payable")
    assert "too small to be paid online" in answer.json()["detail"]
