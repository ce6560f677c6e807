"""What the customer sees who comes back from Stripe, before any webhook has."""

from datetime import timedelta

import pytest
import time_machine

from services.billing.domain.errors import StripeUnreachable
from shared.clock import utc_now
from tests.billing.house import RIVAL, SPARKLE, House, holder
from tests.support.stripe_fake import NOT_COVERED, FakeStripe


@pytest.mark.shows("PAY-3")
def test_shows_paid_without_any_webhook(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    (session_id,) = stripe.session_ids()
    stripe.pay(session_id)

    shown = house.come_back(estimate, session_id)

    assert (shown["status"], shown["amount_due"], shown["payment_method"]) == ("paid", 0, "card")
    assert shown["receipt_link"].startswith("http://portal.test/l/")
    assert len(house.told("InvoicePaid")) == 1


@pytest.mark.shows("PAY-3")
def test_a_webhook_after_the_return_page_changes_nothing(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])
    house.come_back(estimate)

    house.hear_all(stripe.webhooks())

    assert (len(house.told("InvoicePaid")), len(house.told("PaymentSucceeded"))) == (1, 1)


@pytest.mark.shows("PAY-3")
def test_a_return_page_after_the_webhook_shows_paid(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())

    assert house.come_back(estimate)["status"] == "paid"
    assert stripe.calls["session"] == 1


@pytest.mark.shows("PAY-3")
def test_shows_a_transfer_as_under_way(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.start_transfer(stripe.session_ids()[0])

    shown = house.come_back(estimate)

    assert (shown["status"], shown["payable"], shown["not_payable_reason"]) == ("processing", False, "processing")
    assert [payment["status"] for payment in shown["payments"]] == ["processing"]
    assert shown["receipt_link"] is None


@pytest.mark.shows("PAY-3")
def test_shows_a_failed_transfer_and_lets_the_customer_pay_again(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.start_transfer(stripe.session_ids()[0])
    house.come_back(estimate)
    stripe.end_transfer(stripe.session_ids()[0], arrives=False)

    shown = house.come_back(estimate)

    assert (shown["status"], shown["payable"]) == ("outstanding", True)
    assert [payment["status"] for payment in shown["payments"]] == ["failed"]
    assert [told["reason"] for told in house.told("PaymentFailed")] == [NOT_COVERED]


def test_a_customer_who_has_not_paid_may_still(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.decline(stripe.session_ids()[0])

    shown = house.come_back(estimate)

    assert (shown["status"], shown["payable"], shown["payments"]) == ("outstanding", True, [])
    assert house.told("PaymentFailed") == []


def test_shows_what_is_known_while_stripe_is_away(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])
    stripe.fail("session", StripeUnreachable("No answer."))

    assert house.come_back(estimate)["status"] == "outstanding"
    assert house.come_back(estimate)["status"] == "paid"


def test_does_not_ask_stripe_more_often_than_a_person_would(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)

    with time_machine.travel((utc_now() + timedelta(minutes=1)).replace(second=10), tick=False):
        for _ in range(35):
            house.come_back(estimate)

    assert stripe.calls["session"] == 30


def test_a_session_of_another_business_is_not_looked_at(house: House, stripe: FakeStripe) -> None:
    house.connect(RIVAL, "acct_rival")
    theirs = house.accept(RIVAL)
    house.pay_now(theirs, RIVAL)
    (their_session,) = stripe.session_ids()
    stripe.pay(their_session)
    mine = house.accept(SPARKLE)

    shown = house.come_back(mine, their_session)

    assert shown["status"] == "outstanding"
    assert stripe.calls["session"] == 0
    assert house.ask("POST", "/public/checkout/refresh", holder(SPARKLE, theirs), {}).status_code == 404


def test_before_anybody_has_tried_to_pay_there_is_nothing_to_ask(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()

    assert house.come_back(estimate)["status"] == "outstanding"
    assert stripe.calls["session"] == 0
