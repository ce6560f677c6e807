from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.billing.domain.checkout import CHECKS, LEASE, LIFETIME, REUSABLE, Checkout, Terms
from services.billing.domain.checkout_states import LIVE
from services.billing.domain.errors import NotPayable
from services.billing.domain.stripe_facts import CheckoutSession
from tests.billing.domain.build import NOW, TERMS, invoice, opened, paid, reserved


def test_its_key_says_what_is_paid_and_which_try_it_is() -> None:
    owed = invoice()

    assert reserved(owed).idempotency_key == f"inv-{owed.id}-1-12500"


def test_asks_for_the_same_each_time() -> None:
    owed = invoice()
    checkout = reserved(owed)

    assert checkout.order(owed) == checkout.order(owed)


def test_a_page_lives_as_long_as_stripe_lets_it() -> None:
    assert reserved(invoice()).expires_at == NOW + LIFETIME
    assert timedelta(hours=23) < LIFETIME < timedelta(hours=24)


def test_cannot_be_opened_for_what_stripe_cannot_charge() -> None:
    with pytest.raises(NotPayable):
        Checkout.reserve(invoice(currency="KWD"), replace(TERMS, amount=12_345), attempt=1, now=NOW)


def test_an_address_with_a_query_keeps_it() -> None:
    checkout = reserved(invoice())
    checkout.return_url = "http://portal.test/return?tab=pay"

    order = checkout.order(invoice())

    assert order.success_url == "http://portal.test/return?tab=pay&session_id={CHECKOUT_SESSION_ID}"
    assert order.cancel_url == "http://portal.test/return?tab=pay&cancelled=1"


@pytest.mark.parametrize(
    ("terms", "left", "step"),
    [
        (TERMS, timedelta(hours=1), "redirect"),
        (TERMS, REUSABLE, "redirect"),
        (TERMS, REUSABLE - timedelta(seconds=1), "expire"),
        (replace(TERMS, amount=100_00), timedelta(hours=1), "expire"),
        (replace(TERMS, account="acct_other"), timedelta(hours=1), "expire"),
        (replace(TERMS, return_url="http://portal.test/l/other"), timedelta(hours=1), "expire"),
    ],
)
def test_an_open_page_is_used_again_while_everything_agrees(terms: Terms, left: timedelta, step: str) -> None:
    checkout, _ = opened(invoice())

    assert checkout.next_step(terms, checkout.expires_at - left) == step


def test_the_one_who_opens_a_page_is_waited_for_until_the_lease_is_over() -> None:
    checkout = reserved(invoice())

    assert checkout.next_step(TERMS, NOW + LEASE - timedelta(seconds=1)) == "wait"
    assert checkout.next_step(TERMS, NOW + LEASE) == "open"
    checkout.take_over(NOW + LEASE)
    assert checkout.next_step(TERMS, NOW + LEASE) == "wait"
    checkout.let_go(NOW + LEASE)
    assert checkout.next_step(TERMS, NOW + LEASE) == "open"


def test_is_paid_when_stripe_says_paid() -> None:
    owed = invoice()
    checkout, session = opened(owed)

    assert checkout.learn(owed, paid(session), NOW, alone=True) is True

    assert (checkout.status, checkout.payment_intent, checkout.method) == ("paid", "pi_1", "card")
    assert (checkout.settled_at, checkout.next_check_at, checkout.url) == (NOW, None, None)


def test_a_customer_who_is_done_has_not_paid_yet() -> None:
    owed = invoice()
    checkout, session = opened(owed)

    checkout.learn(owed, paid(session, payment_status="unpaid"), NOW, alone=True)

    assert (checkout.status, checkout.settled_at) == ("processing", None)


@pytest.mark.parametrize(
    "change",
    [
        {"amount_total": 125_01},
        {"currency": "eur"},
        {"reference": "payment-of-somebody-else"},
        {"metadata": {}},
        {"amount_total": 0, "payment_status": "no_payment_required"},
    ],
)
def test_money_for_something_else_is_parked(change: dict[str, object]) -> None:
    owed = invoice()
    checkout, session = opened(owed)

    checkout.learn(owed, paid(session, **change), NOW, alone=True)

    assert (checkout.status, owed.status) == ("mismatch", "outstanding")


def test_what_others_wrote_beside_our_ids_does_no_harm() -> None:
    owed = invoice()
    checkout, session = opened(owed)

    checkout.learn(owed, paid(session, metadata={**session.metadata, "note": "VIP"}), NOW, alone=True)

    assert checkout.status == "paid"


@pytest.mark.shows("PAY-3")
@pytest.mark.parametrize(("status", "cause"), [("paid", "duplicate"), ("void", "void")])
def test_money_for_an_invoice_that_takes_none_goes_back(status: str, cause: str) -> None:
    owed = invoice()
    checkout, session = opened(owed)
    owed.status = status  # type: ignore[assignment]

    checkout.learn(owed, paid(session), NOW, alone=True)

    assert (checkout.status, checkout.refund_cause) == ("refund_due", cause)


def test_one_given_up_does_not_come_to_life_beside_another() -> None:
    owed = invoice()
    checkout, session = opened(owed)
    checkout.give_up("Too old.", NOW)

    changed = checkout.learn(owed, paid(session, payment_status="unpaid"), NOW, alone=False)

    assert (changed, checkout.status, checkout.next_check_at) == (False, "expired", NOW + CHECKS[0])


def test_is_asked_about_ever_later() -> None:
    owed = invoice()
    checkout, session = opened(owed)
    moments = []

    for _ in range(8):
        assert checkout.next_check_at is not None
        moments.append(int((checkout.next_check_at - NOW).total_seconds()))
        checkout.learn(owed, session, NOW, alone=True)

    assert moments == [60, 120, 300, 600, 1800, 3600, 3600, 3600]


def seen_states(session: CheckoutSession) -> list[CheckoutSession]:
    """Everything Stripe might ever say of a session."""
    unpaid = paid(session, payment_status="unpaid")
    expired = replace(session, status="expired", url=None)
    return [session, unpaid, replace(unpaid, failure="No funds."), paid(session), expired]


@pytest.mark.shows("PAY-3")
@given(order=some.lists(some.integers(0, 4), min_size=1, max_size=12))
def test_never_goes_back_whatever_the_order(order: list[int]) -> None:
    owed = invoice()
    checkout, session = opened(owed)
    states = seen_states(session)
    was_paid = 0

    for index in order:
        before = checkout.status
        if checkout.learn(owed, states[index], NOW, alone=True) and checkout.status == "paid":
            owed.receive(checkout.amount, NOW)
            was_paid += 1
        assert not (before == "paid" and checkout.status != "paid")
        assert not (before not in LIVE and checkout.status in {"creating", "open"})

    assert was_paid == (1 if 3 in order else 0)
