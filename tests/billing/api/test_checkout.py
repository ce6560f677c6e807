"""Paying, with Stripe in memory; `flows/` pays through Stripe's API."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import anyio
import pytest
import time_machine

from services.billing.api.checkout import Payment, page_to_go_to
from services.billing.domain.checkout import LEASE
from services.billing.domain.errors import CheckoutBusy, StripeFaulted, StripeUnreachable
from shared.clock import utc_now
from shared.web.caller import Member
from tests.billing.house import RETURN_URL, SPARKLE, House, holder
from tests.support.stripe_fake import FakeStripe

AWAY = StripeUnreachable("No answer.")


def test_asks_stripe_for_just_what_is_owed(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(number="E-1007", title="House wash", deposit_due=125_00)

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["checkout_url"]) == (201, stripe.see(stripe.session_ids()[0]).url)
    (order,) = stripe.orders.values()
    assert (order.account, order.amount, order.currency) == ("acct_sparkle", 125_00, "USD")
    assert order.title == "Deposit for E-1007 House wash"
    assert order.success_url == f"{RETURN_URL}?session_id={{CHECKOUT_SESSION_ID}}"
    assert order.cancel_url == f"{RETURN_URL}?cancelled=1"
    assert order.customer_email == "dana.fox@example.com"


def test_tells_stripe_ids_and_nothing_else_of_the_customer(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())

    (order,) = stripe.orders.values()
    (checkout,) = house.checkouts()
    assert order.metadata == {
        "workspace_id": str(SPARKLE),
        "invoice_id": str(checkout.invoice_id),
        "payment_id": str(checkout.id),
    }


@pytest.mark.parametrize("email", [None, "dana at home", "dana@localhost"])
def test_leaves_out_an_email_stripe_would_refuse(house: House, stripe: FakeStripe, email: str | None) -> None:
    assert house.pay_now(house.accept(customer_email=email)).status_code == 201

    assert [order.customer_email for order in stripe.orders.values()] == [None]


@pytest.mark.shows("PAY-3")
@pytest.mark.parametrize("by_hand", [False, True], ids=["deposit", "by hand"])
def test_twenty_at_once_get_one_page(house: House, stripe: FakeStripe, by_hand: bool) -> None:
    press = partial(house.pay_invoice, house.issued(125_00)) if by_hand else partial(house.pay_now, house.accept())

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: press(), range(20)))

    assert [answer.status_code for answer in answers] == [201] * 20
    assert len({answer.json()["checkout_url"] for answer in answers}) == 1
    assert (stripe.calls["create_session"], len(house.checkouts())) == (1, 1)


def test_a_second_click_leads_to_the_same_page(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    first = house.pay_now(estimate).json()

    assert house.pay_now(estimate).json() == first
    assert stripe.calls["create_session"] == 1


@pytest.mark.shows("LNK-11")
def test_a_page_opened_from_one_link_never_leads_back_to_another(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    first = house.pay_now(estimate, return_url="http://portal.test/quote/secret").json()

    second = house.pay_now(estimate, return_url="http://portal.test/l/payment").json()

    assert second["checkout_url"] != first["checkout_url"]
    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["expired", "open"]


def test_a_page_about_to_end_is_closed_before_another_is_opened(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    house.set_checkout(house.checkouts()[0], expires_at=utc_now() + timedelta(minutes=4))

    assert house.pay_now(estimate).status_code == 201

    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["expired", "open"]
    assert [checkout.status for checkout in house.checkouts()] == ["expired", "open"]


@pytest.mark.shows("PAY-3")
def test_no_second_page_while_the_first_may_still_be_open(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    house.set_checkout(house.checkouts()[0], expires_at=utc_now() + timedelta(minutes=4))
    stripe.fail("expire_session", AWAY)

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["code"]) == (503, "stripe_unreachable")
    assert stripe.calls["create_session"] == 1


@pytest.mark.shows("PAY-3")
def test_a_page_that_was_paid_meanwhile_is_found_paid_instead_of_replaced(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])

    answer = house.pay_now(estimate, return_url="http://portal.test/elsewhere")

    assert (answer.status_code, answer.json()["code"]) == (409, "already_paid")
    assert len(house.told("InvoicePaid")) == 1


@pytest.mark.shows("PAY-3")
@pytest.mark.parametrize("done_by_stripe", [False, True])
def test_after_a_lost_answer_the_same_page_is_asked_for_again(
    house: House, stripe: FakeStripe, done_by_stripe: bool
) -> None:
    estimate = house.accept()
    stripe.fail("create_session", AWAY, after=done_by_stripe)

    first, second = house.pay_now(estimate), house.pay_now(estimate)

    assert (first.status_code, first.json()["code"], second.status_code) == (503, "stripe_unreachable", 201)
    assert len(stripe.session_ids()) == len(house.checkouts()) == 1


@pytest.mark.shows("PAY-3")
def test_a_crash_between_opening_and_recording_is_taken_over(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    (checkout,) = house.checkouts()
    house.set_checkout(checkout, status="creating", session_id=None, url=None)

    with time_machine.travel(utc_now() + LEASE + timedelta(seconds=1)):
        answer = house.pay_now(estimate)

    assert answer.json()["checkout_url"] == stripe.see(stripe.session_ids()[0]).url
    assert len(stripe.session_ids()) == len(house.checkouts()) == 1


def test_whoever_is_opening_a_page_is_left_alone_for_a_while(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    house.set_checkout(house.checkouts()[0], status="creating", session_id=None, url=None)
    customer = Member("link", SPARKLE, scope=f"estimate:{estimate}", workspace=SPARKLE)
    page = partial(page_to_go_to, house.context, customer, Payment(return_url=RETURN_URL), patience=0.3)

    with pytest.raises(CheckoutBusy) as waited:
        anyio.run(page)

    assert waited.value.extra == {"retry_after": 2}
    assert stripe.calls["create_session"] == 1


def test_a_fault_of_stripe_is_not_asked_for_again(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    stripe.fail("create_session", StripeFaulted("Stripe failed."))

    first, second = house.pay_now(estimate), house.pay_now(estimate)

    assert (first.status_code, first.json()["code"], second.status_code) == (503, "stripe_faulted", 201)
    keys = [checkout.idempotency_key for checkout in house.checkouts()]
    assert [key[-7:] for key in keys] == ["1-12500", "2-12500"]


def test_another_account_means_another_page(house: House, stripe: FakeStripe) -> None:
    stripe.accounts["acct_new"] = True
    estimate = house.accept()
    house.pay_now(estimate)
    house.connect(SPARKLE, "acct_new")

    assert house.pay_now(estimate).status_code == 201

    assert [stripe.see(session_id).status for session_id in stripe.session_ids()] == ["expired", "open"]
    assert [order.account for order in stripe.orders.values()] == ["acct_sparkle", "acct_new"]


def test_no_other_page_is_opened_while_one_is_out_of_reach(house: House, stripe: FakeStripe) -> None:
    stripe.accounts["acct_new"] = True
    estimate = house.accept()
    house.pay_now(estimate)
    house.connect(SPARKLE, "acct_new")
    stripe.deauthorize("acct_sparkle")

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["code"]) == (503, "checkout_busy")
    with time_machine.travel(house.checkouts()[0].expires_at + timedelta(minutes=1)):
        assert house.pay_now(estimate).status_code == 201


def test_pays_an_invoice_by_its_own_link(house: House) -> None:
    house.accept()
    invoice = house.invoices()[0].id

    answer = house.ask("POST", "/public/checkout", holder(SPARKLE, invoice, "invoice"), {"return_url": RETURN_URL})

    assert answer.status_code == 201
