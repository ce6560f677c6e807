"""What the stories of `flows/` do not come to: money that fits nothing, and sessions that should be closed."""

import pytest

from tests.billing.house import House
from tests.support.stripe_fake import FakeStripe


@pytest.mark.shows("PAY-3")
@pytest.mark.parametrize("change", [{"amount_total": 1_00}, {"currency": "eur"}, {"metadata": {}}, {"reference": "x"}])
def test_money_for_something_else_is_parked_and_nobody_pays_again(
    house: House, stripe: FakeStripe, change: dict[str, object]
) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    (session_id,) = stripe.session_ids()
    stripe.pay(session_id)
    body = stripe.webhooks()
    stripe.change(session_id, **change)

    house.hear_all(3 * body)

    assert [checkout.status for checkout in house.checkouts()] == ["mismatch"]
    assert house.told("InvoicePaid") == house.told("PaymentRefunded") == []
    shown = house.invoice(estimate)
    assert (shown["status"], shown["payable"], shown["not_payable_reason"]) == ("processing", False, "processing")
    assert house.pay_now(estimate).json()["code"] == "not_payable"


def test_a_page_given_up_that_is_open_all_the_same_is_closed(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())
    (session_id,) = stripe.session_ids()
    stripe.decline(session_id)
    house.set_checkout(house.checkouts()[0], status="expired", next_check_at=house.checkouts()[0].created_at)

    house.sweep()
    house.run_later()

    assert stripe.see(session_id).status == "expired"


def test_a_transfer_found_on_a_page_given_up_closes_the_newer_page(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    first = stripe.session_ids()[0]
    house.set_checkout(house.checkouts()[0], status="expired")
    house.pay_now(estimate)
    stripe.start_transfer(first)

    house.hear_all(stripe.webhooks())
    house.run_later()

    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["complete", "expired"]
    house.sweep_later()
    assert [checkout.status for checkout in house.checkouts()] == ["processing", "expired"]
