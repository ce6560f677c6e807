"""What referrals publishes."""

from datetime import datetime
from uuid import UUID

from shared.events.base import Event


class ReferralCodeCreated(Event, service="referrals", subject="customer_id"):
    """An existing customer has a code to share."""

    customer_id: UUID
    code: str


class ReferralLookupAnswered(Event, service="referrals", subject="lookup_id"):
    """A customer is to be sent the link to share. Nothing is published of a look-up that found nobody."""

    lookup_id: UUID
    customer_id: UUID
    customer_name: str
    customer_email: str
    code: str
    share_url: str


class ReferralVisited(Event, service="referrals", subject="code"):
    """Somebody has opened a shared link, and looked."""

    code: str
    customer_id: UUID
    visited_at: datetime


class ReferralAttributed(Event, service="referrals", subject="referral_id"):
    """A lead came by a shared link. Not credited: whoever recommended themselves (self), or somebody known (duplicate)."""

    referral_id: UUID
    lead_id: UUID
    code: str
    referrer_id: UUID
    referrer_name: str
    friend_name: str
    credited: bool
    reason: str | None = None


class ReferralConverted(Event, service="referrals", subject="referral_id"):
    """Whoever came by a shared link has accepted an estimate."""

    referral_id: UUID
    lead_id: UUID
    code: str
    referrer_id: UUID
    customer_id: UUID
    estimate_id: UUID
    currency: str
    total: int
    converted_at: datetime


class RewardEarned(Event, service="referrals", subject="reward_id"):
    """Somebody is to have a reward: the referrer, or the friend who came. `amount` is in minor units of `currency`."""

    reward_id: UUID
    referral_id: UUID
    side: str
    customer_id: UUID
    customer_name: str
    currency: str
    amount: int


class RewardApproved(Event, service="referrals", subject="reward_id"):
    """The office grants a reward: from now on it can be redeemed, and whoever has it is told."""

    reward_id: UUID
    referral_id: UUID
    side: str
    customer_id: UUID
    currency: str
    amount: int
    customer_name: str = ""
    customer_email: str | None = None
    customer_phone: str | None = None


class RewardRedeemed(Event, service="referrals", subject="reward_id"):
    """A reward is used: billing credits it to the customer, on the invoice where one is named."""

    reward_id: UUID
    referral_id: UUID
    side: str
    customer_id: UUID
    currency: str
    amount: int
    invoice_id: UUID | None = None


class RewardReversed(Event, service="referrals", subject="reward_id"):
    """A reward is taken back. One that had been `redeemed` was credited, so that the credit is to be taken back, too."""

    reward_id: UUID
    referral_id: UUID
    side: str
    customer_id: UUID
    currency: str
    amount: int
    redeemed: bool
    reason: str


class ReviewLinkIssued(Event, service="referrals", subject="job_id"):
    """A customer may review a job by this link; `cause` is completed, or renewed when the last one had expired.

    Only one that was renewed is to be sent at once: the others wait for the follow-up to the job.
    """

    job_id: UUID
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    title: str
    link: str
    cause: str


class ReviewSubmitted(Event, service="referrals", subject="review_id"):
    """Somebody has left a review, of 1 to 5 stars. Without a job it is unverified: anybody may have written it."""

    review_id: UUID
    job_id: UUID | None = None
    customer_id: UUID | None = None
    author_name: str
    rating: int
    text: str
    verified: bool
    is_private: bool
    submitted_at: datetime


class ReviewChanged(Event, service="referrals", subject="review_id"):
    """Whoever left a review has changed it."""

    review_id: UUID
    job_id: UUID | None = None
    customer_id: UUID | None = None
    author_name: str
    rating: int
    previous_rating: int
    text: str
    verified: bool
    is_private: bool
    changed_at: datetime


class ReviewAnswered(Event, service="referrals", subject="review_id"):
    """The office has answered a review; the answer goes to whoever left it."""

    review_id: UUID
    job_id: UUID | None = None
    author_name: str
    author_email: str | None = None
    rating: int
    text: str
    answer: str
    answered_by: str
    answered_at: datetime
