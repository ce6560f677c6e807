import pytest

from services.billing.domain.errors import StripeAccountTaken
from services.billing.domain.stripe_facts import AccountState
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from shared.clock import utc_now
from tests.billing.house import RIVAL, SPARKLE, House


def connect(house: House, workspace: object, account: str, *, ready: bool = True) -> None:
    with house.context.database.begin() as session:
        state = AccountState(account, charges_enabled=ready)
        connect_stripe_account(session, workspace_id=workspace, state=state, now=utc_now())  # type: ignore[arg-type]


def test_tells_of_a_change_and_only_of_a_change(house: House) -> None:
    connect(house, SPARKLE, "acct_sparkle")
    connect(house, SPARKLE, "acct_sparkle", ready=False)
    connect(house, SPARKLE, "acct_sparkle", ready=False)
    connect(house, SPARKLE, "acct_new")

    told = [(one["stripe_account_id"], one["charges_enabled"]) for one in house.told("StripeAccountChanged")]
    assert told == [("acct_sparkle", True), ("acct_sparkle", False), ("acct_new", True)]


@pytest.mark.shows("PAY-8")
def test_an_account_belongs_to_one_business(house: House) -> None:
    with pytest.raises(StripeAccountTaken):
        connect(house, RIVAL, "acct_sparkle")
