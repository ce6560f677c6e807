"""What customers say of a business, as notifications is told of it."""

from typing import Any
from uuid import UUID

from shared.events.referrals import (
    ReferralAttributed,
    ReferralLookupAnswered,
    ReviewAnswered,
    ReviewChanged,
    ReviewLinkIssued,
    ReviewSubmitted,
    RewardApproved,
    RewardEarned,
)
from tests.support.business import CUSTOMER, CUSTOMER_EMAIL, JOB, NOON, WORKSPACE

REVIEW = UUID("01920000-0000-7000-8000-000000000081")


def review_submitted(**changes: Any) -> ReviewSubmitted:
    """Dana Fox is not happy."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "review_id": REVIEW,
        "job_id": JOB,
        "customer_id": CUSTOMER,
        "author_name": "Dana Fox",
        "rating": 2,
        "text": "It rained in.",
        "verified": True,
        "is_private": True,
        "submitted_at": NOON,
    }
    return ReviewSubmitted(**facts | changes)


def review_changed(**changes: Any) -> ReviewChanged:
    submitted = review_submitted().model_dump(exclude={"submitted_at"})
    return ReviewChanged(**submitted | {"previous_rating": 4, "changed_at": NOON} | changes)


def review_answered(**changes: Any) -> ReviewAnswered:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "review_id": REVIEW,
        "author_name": "Dana Fox",
        "author_email": CUSTOMER_EMAIL,
        "rating": 2,
        "text": "It rained in.",
        "answer": "We are on our way.",
        "answered_by": "Miguel",
        "answered_at": NOON,
    }
    return ReviewAnswered(**facts | changes)


def review_link_issued(**changes: Any) -> ReviewLinkIssued:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "job_id": JOB,
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "title": "Front lawn renovation",
        "link": "https://portal.test/l/review",
        "cause": "renewed",
    }
    return ReviewLinkIssued(**facts | changes)


def referral_attributed(**changes: Any) -> ReferralAttributed:
    """Kim Lee came by Dana Fox's link."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "referral_id": REVIEW,
        "lead_id": JOB,
        "code": "ABCD2345",
        "referrer_id": CUSTOMER,
        "referrer_name": "Dana Fox",
        "friend_name": "Kim Lee",
        "credited": True,
    }
    return ReferralAttributed(**facts | changes)


def referral_lookup_answered(**changes: Any) -> ReferralLookupAnswered:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "lookup_id": REVIEW,
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "code": "ABCD2345",
        "share_url": "https://portal.test/r/ABCD2345",
    }
    return ReferralLookupAnswered(**facts | changes)


def reward_earned(**changes: Any) -> RewardEarned:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "reward_id": REVIEW,
        "referral_id": REVIEW,
        "side": "referrer",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "currency": "USD",
        "amount": 5_000,
    }
    return RewardEarned(**facts | changes)


def reward_approved(**changes: Any) -> RewardApproved:
    """Dana Fox's reward was granted."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "reward_id": REVIEW,
        "referral_id": JOB,
        "side": "referrer",
        "customer_id": CUSTOMER,
        "currency": "USD",
        "amount": 5_000,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
    }
    return RewardApproved(**facts | changes)
