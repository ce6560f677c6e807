import pytest

from services.billing.domain.saved_card import SavedCard
from services.billing.domain.stripe_facts import SavedMethod
from shared.clock import utc_now
from shared.ids import new_id

NOW = utc_now()


@pytest.mark.shows("EXT-1")
@pytest.mark.parametrize(
    ("account", "method", "agreed"), [("acct_1", "pm_1", True), ("acct_1", "pm_2", False), ("acct_2", "pm_1", False)]
)
def test_what_was_agreed_to_holds_for_the_same_card_only(account: str, method: str, agreed: bool) -> None:
    card = SavedCard(
        workspace_id=new_id(),
        customer_id=new_id(),
        stripe_account_id="acct_1",
        stripe_customer="cus_1",
        brand="visa",
        last4="4242",
        saved_at=NOW,
        method="pm_1",
        autopay_since=NOW,
    )

    card.keep(account, SavedMethod(customer="cus_1", method=method, brand="visa", last4="4242"), NOW)

    assert card.may_be_charged(account) is agreed
