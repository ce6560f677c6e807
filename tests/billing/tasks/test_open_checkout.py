"""What happens while Stripe opens a page, which takes its time."""

import pytest

from services.billing.usecases.give_up_checkout import give_up_checkout
from shared.clock import utc_now
from tests.billing.house import SPARKLE, House
from tests.support.stripe_fake import FakeStripe


@pytest.mark.shows("PAY-3")
def test_an_estimate_withdrawn_meanwhile_is_not_paid(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    stripe.meanwhile["create_session"] = lambda: house.void(estimate)

    answer = house.pay_now(estimate)
    house.work()

    assert (answer.status_code, answer.json()["code"]) == (409, "not_payable")
    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["expired"]


def test_a_page_given_up_meanwhile_is_closed_and_another_one_opened(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()

    def give_up() -> None:
        (checkout,) = house.checkouts()
        with house.context.database.begin() as session:
            give_up_checkout(
                session, workspace_id=SPARKLE, checkout_id=checkout.id, reason="Stripe failed.", now=utc_now()
            )

    stripe.meanwhile["create_session"] = give_up

    answer = house.pay_now(estimate)
    house.work()

    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["expired", "open"]
    assert answer.json()["checkout_url"] == stripe.see(stripe.session_ids()[1]).url
    assert [checkout.status for checkout in house.checkouts()] == ["expired", "open"]


def test_two_who_open_the_same_page_tell_of_it_once(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()

    def take_over() -> None:
        (checkout,) = house.checkouts()
        house.set_checkout(checkout, lease_until=checkout.created_at)
        assert house.pay_now(estimate).status_code == 201

    stripe.meanwhile["create_session"] = take_over

    assert house.pay_now(estimate).status_code == 201

    assert (len(stripe.session_ids()), len(house.told("PaymentStarted"))) == (1, 1)
