"""Giving back the second of two payments of one invoice."""

import pytest

from services.billing.domain.errors import StripeFaulted, StripeRefused, StripeUnreachable
from tests.billing.house import House
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-3")


def paid_twice(house: House, stripe: FakeStripe) -> None:
    """Two pages of one invoice were open, which billing does not let happen, and both have been paid."""
    estimate = house.accept()
    house.pay_now(estimate)
    house.set_checkout(house.checkouts()[0], status="expired")
    house.pay_now(estimate)
    for session_id in stripe.session_ids():
        stripe.pay(session_id)
    house.hear_all(stripe.webhooks())


def statuses(house: House) -> list[str]:
    return [checkout.status for checkout in house.checkouts()]


def test_an_answer_that_was_lost_does_not_refund_twice(house: House, stripe: FakeStripe) -> None:
    stripe.fail("refund", StripeUnreachable("No answer."), after=True)
    paid_twice(house, stripe)

    house.sweep_later()

    assert (statuses(house), len(stripe.made)) == (["paid", "refunded"], 1)
    assert [told["cause"] for told in house.told("PaymentRefunded")] == ["duplicate"]
    assert [told["estimate_id"] for told in house.told("PaymentRefunded")] == [str(house.invoices()[0].estimate_id)]


def test_a_fault_of_stripe_is_not_repeated_for_ever(house: House, stripe: FakeStripe) -> None:
    stripe.fail("refund", StripeFaulted("Stripe failed."))
    paid_twice(house, stripe)

    house.sweep_later()

    assert (statuses(house), [refund.tries for refund in house.refunds()]) == (
        ["paid", "refunded"],
        [1],
    )


def test_money_on_its_way_is_told_of_when_it_has_arrived(house: House, stripe: FakeStripe) -> None:
    stripe.refund_status = "pending"
    paid_twice(house, stripe)
    assert (statuses(house), house.told("PaymentRefunded")) == (["paid", "refund_due"], [])

    stripe.end_refund(next(iter(stripe.made)), "succeeded")
    house.hear_all(2 * stripe.webhooks())

    assert (statuses(house), len(house.told("PaymentRefunded"))) == (["paid", "refunded"], 1)
    assert stripe.calls["refund"] == 1


def test_money_that_comes_back_days_later_is_found_out(house: House, stripe: FakeStripe) -> None:
    paid_twice(house, stripe)

    stripe.end_refund(next(iter(stripe.made)), "failed")
    house.hear_all(stripe.webhooks())

    assert statuses(house) == ["paid", "refund_failed"]


def test_what_stripe_will_not_give_back_is_left_to_a_person(house: House, stripe: FakeStripe) -> None:
    stripe.fail("refund", StripeRefused("The charge is disputed.", reason="charge_disputed"))
    paid_twice(house, stripe)

    house.sweep_later()

    assert (statuses(house), stripe.calls["refund"]) == (["paid", "refund_failed"], 1)
    assert house.told("PaymentRefunded") == []


def test_what_a_person_gives_back_after_all_ends_it(house: House, stripe: FakeStripe) -> None:
    paid_twice(house, stripe)
    stripe.end_refund(next(iter(stripe.made)), "failed")
    house.hear_all(stripe.webhooks())

    stripe.refund_in_dashboard(stripe.session_ids()[1])
    house.hear_all(stripe.webhooks())

    assert statuses(house) == ["paid", "refunded"]
    assert house.balances() == {"receivable": 0, "deposits": -125_00, "stripe": 125_00, "unapplied": 0}
    assert house.books() == []
