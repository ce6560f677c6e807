"""The states of a payment: which may follow which, and what Stripe's word means for it."""

from typing import Literal

from services.billing.domain.stripe_facts import CheckoutSession

Status = Literal[
    "creating",
    "open",
    "processing",
    "paid",
    "failed",
    "expired",
    "refund_due",
    "refunded",
    "refund_failed",
    "mismatch",
]
Verdict = Literal["open", "processing", "paid", "failed", "expired", "refund_due", "mismatch"]

LIVE: tuple[Status, ...] = ("creating", "open", "processing")
"""Could still bring money, so that an invoice has one of these at most."""

# Only forward: what Stripe said yesterday, heard today, changes nothing. A session that was given up can turn out to
# have been paid; money that is there never turns into money that is not.
_FOLLOWING: dict[Status, frozenset[Status]] = {
    "creating": frozenset({"open", "processing", "paid", "failed", "expired", "refund_due", "mismatch"}),
    "open": frozenset({"processing", "paid", "failed", "expired", "refund_due", "mismatch"}),
    "processing": frozenset({"paid", "failed", "refund_due", "mismatch"}),
    "failed": frozenset({"paid", "refund_due", "mismatch"}),
    "expired": frozenset({"processing", "paid", "failed", "refund_due", "mismatch"}),
    "refund_due": frozenset({"refunded", "refund_failed"}),
    "refunded": frozenset({"refund_failed"}),
    # A person can have another try made, at Stripe's dashboard.
    "refund_failed": frozenset({"refunded"}),
    "paid": frozenset(),
    "mismatch": frozenset(),
}
RETURNING: tuple[Status, ...] = ("refund_due", "refunded", "refund_failed")
"""The money came and was not due, so that it goes back."""
FINAL: tuple[Status, ...] = tuple(status for status, following in _FOLLOWING.items() if not following)


def may_follow(status: Status, following: Status) -> bool:
    """Whether a payment in `status` may become `following`."""
    return following in _FOLLOWING[status]


def verdict(seen: CheckoutSession, *, matches: bool, wanted: bool) -> Verdict:
    """What Stripe's session means: `matches` when it is for what was asked, `wanted` when the invoice takes money."""
    if seen.status != "complete":
        return seen.status
    if not matches:
        return "mismatch"
    # A complete session is a customer who is done, not money that is there: bank transfers settle days later.
    if seen.payment_status == "paid":
        return "paid" if wanted else "refund_due"
    return "failed" if seen.failure else "processing"
