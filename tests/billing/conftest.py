"""Billing with Stripe in memory."""

import pytest

from services.billing.manifest import service
from tests.billing.house import SPARKLE, STRIPE, House, furnish
from tests.conftest import OpenService
from tests.support.stripe_fake import FakeStripe

ACCOUNT = "acct_sparkle"


@pytest.fixture
def stripe() -> FakeStripe:
    return FakeStripe(accounts={ACCOUNT: True, "acct_rival": True})


@pytest.fixture
def house(open_service: OpenService, stripe: FakeStripe) -> House:
    """Two businesses, of which the first can be paid."""
    furnished = furnish(open_service(service, **STRIPE), stripe)
    furnished.connect(SPARKLE, ACCOUNT)
    return furnished
