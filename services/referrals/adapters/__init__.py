"""The outside world of referrals: the links that customers get."""

from dataclasses import dataclass

from services.referrals.adapters.review_links import ReviewLinks
from services.referrals.settings import ReferralsSettings
from shared.tokens import key_ring


@dataclass(frozen=True, slots=True)
class Adapters:
    """What referrals works with."""

    review_links: ReviewLinks


def build_adapters(settings: ReferralsSettings) -> Adapters:
    """Opens no connection."""
    ring = key_ring(settings.link_secret, settings.link_secrets_previous)
    return Adapters(ReviewLinks(ring, settings.public_url))
