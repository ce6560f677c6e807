"""What is found though nobody has told of it."""

from datetime import timedelta

import pytest
import time_machine

from services.billing.domain.errors import StripeUnreachable
from services.billing.manifest import service
from shared.clock import utc_now
from tests.billing.house import SPARKLE, House, furnish
from tests.conftest import OpenService
from tests.support.stripe_fake import FakeStripe


@pytest.mark.shows("PAY-3")
def test_asks_only_about_payments_whose_time_has_come(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())

    house.sweep()
    assert stripe.calls["session"] == 0
    with time_machine.travel(utc_now() + timedelta(seconds=61)):
        house.sweep()
        house.sweep()

    assert stripe.calls["session"] == 1


def test_two_sweeps_at_once_have_stripe_asked_once(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())
    sweep = service.tasks["billing.sweep_checkouts"]

    with time_machine.travel(utc_now() + timedelta(seconds=61)):
        sweep(house.context)
        sweep(house.context)

        assert house.work() == 1


def test_asks_no_more_about_what_is_settled(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())
    stripe.pay(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())

    with time_machine.travel(utc_now() + timedelta(days=2)):
        house.sweep()

    assert stripe.calls["session"] == 1


@pytest.mark.shows("PAY-3")
def test_goes_on_asking_after_an_outage(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())
    stripe.pay(stripe.session_ids()[0])
    stripe.fail("session", StripeUnreachable("No answer."), times=2)

    for minutes in (2, 4, 6):
        with time_machine.travel(utc_now() + timedelta(minutes=minutes)):
            house.sweep()

    assert [invoice.status for invoice in house.invoices()] == ["paid"]
    assert stripe.calls["session"] == 3


def test_an_account_nobody_spoke_of_is_looked_at_after_hours(house: House, stripe: FakeStripe) -> None:
    stripe.accounts["acct_sparkle"] = False
    sweep = service.tasks["billing.sweep_accounts"]

    sweep(house.context)
    house.work()
    assert stripe.calls["account"] == 0
    with time_machine.travel(utc_now() + timedelta(hours=7)):
        sweep(house.context)
        house.work()

    assert [told["charges_enabled"] for told in house.told("StripeAccountChanged")] == [True, False]


def test_without_stripe_there_is_nothing_to_sweep(open_service: OpenService) -> None:
    house = furnish(open_service(service))
    house.connect(SPARKLE, "acct_sparkle")

    with time_machine.travel(utc_now() + timedelta(days=1)):
        house.sweep()
        service.tasks["billing.sweep_accounts"](house.context)
        house.work()

    assert house.context.adapters.gateway is None
