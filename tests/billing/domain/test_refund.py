from itertools import permutations

import pytest

from services.billing.domain.checkout import Checkout
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_facts import RefundState
from tests.billing.domain.build import NOW, invoice, opened, paid

pytestmark = pytest.mark.shows("PAY-6")


def paid_second() -> Checkout:
    """A payment that is not due."""
    owed = invoice(status="paid", paid=125_00)
    checkout, session = opened(owed)
    checkout.learn(owed, paid(session), NOW, alone=True)
    return checkout


def seen(status: str) -> RefundState:
    return RefundState("re_1", 125_00, status)  # type: ignore[arg-type]


def heard(*statuses: str) -> tuple[Checkout, Refund]:
    checkout = paid_second()
    refund = checkout.refund_by_itself(NOW)
    for status in statuses:
        refund.learn(seen(status), NOW)
        checkout.learn_refunds([refund], NOW)
    return checkout, refund


def test_it_is_done_when_the_money_has_arrived() -> None:
    under_way, _ = heard("pending")
    arrived, _ = heard("pending", "succeeded")

    assert (under_way.status, arrived.status) == ("refund_due", "refunded")


def test_it_can_come_back_days_later() -> None:
    checkout, refund = heard("succeeded", "failed")

    assert (checkout.status, refund.counts) == ("refund_failed", False)


@pytest.mark.parametrize("order", list(permutations(["pending", "succeeded", "failed"])))
def test_what_is_heard_late_changes_nothing(order: tuple[str, ...]) -> None:
    _, refund = heard(*order)

    assert refund.status == "failed"


def test_stripes_own_failure_takes_another_key_and_silence_the_same() -> None:
    refund = paid_second().refund_by_itself(NOW)
    first = refund.idempotency_key

    refund.unanswered(NOW, faulted=False)
    assert refund.idempotency_key == first
    refund.unanswered(NOW, faulted=True)
    assert refund.idempotency_key != first


def test_two_parts_are_the_whole() -> None:
    checkout = paid_second()
    parts = [checkout.refund_by_itself(NOW) for _ in range(2)]
    for number, (refund, amount) in enumerate(zip(parts, (50_00, 75_00), strict=True)):
        refund.amount = amount
        refund.learn(RefundState(f"re_{number}", amount, "succeeded"), NOW)

    checkout.learn_refunds(parts, NOW)

    assert checkout.status == "refunded"
