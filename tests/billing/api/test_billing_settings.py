import pytest

from services.billing.domain.errors import StripeUnreachable
from services.billing.manifest import service
from tests.billing.house import RIVAL, SPARKLE, House, furnish, staff
from tests.conftest import OpenService
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-8")


def connect(house: House, account: str, role: str = "owner") -> tuple[int, dict[str, object]]:
    body = {"stripe_account_id": account}
    answer = house.ask("POST", "/settings/billing/connect", staff(RIVAL, role), body)
    return answer.status_code, answer.json()


def test_before_anything_is_connected_it_says_so(house: House) -> None:
    shown = house.ask("GET", "/settings/billing", staff(RIVAL)).json()

    assert (shown["stripe_account_id"], shown["charges_enabled"], shown["status"]) == (None, False, "not_connected")
    assert (shown["way"], shown["ways"], shown["missing"]) == (None, ["connect"], [])


@pytest.mark.parametrize(("ready", "status"), [(True, "connected"), (False, "not_ready")])
def test_connects_an_account_as_stripe_says_it_is(house: House, stripe: FakeStripe, ready: bool, status: str) -> None:
    stripe.accounts["acct_new"] = ready

    connected = connect(house, "acct_new")

    assert (connected[0], connected[1]["stripe_account_id"], connected[1]["status"]) == (200, "acct_new", status)
    assert house.ask("GET", "/settings/billing", staff(RIVAL)).json() == connected[1]
    told = [(one["stripe_account_id"], one["charges_enabled"]) for one in house.told("StripeAccountChanged")]
    assert told == [("acct_sparkle", True), ("acct_new", ready)]


def test_connecting_again_changes_nothing(house: House) -> None:
    connect(house, "acct_rival")
    connect(house, "acct_rival")

    assert len(house.told("StripeAccountChanged")) == 2


def test_an_account_of_another_business_is_refused(house: House) -> None:
    status, body = connect(house, "acct_sparkle")

    assert (status, body["code"]) == (409, "stripe_account_taken")


def test_an_account_stripe_does_not_know_is_refused(house: House) -> None:
    status, body = connect(house, "acct_unknown")

    assert (status, body["code"]) == (422, "stripe_account_unknown")


@pytest.mark.parametrize("account", ["", "sparkle", "acct_", "acct_../v1/charges", "acct_" + 80 * "x"])
def test_what_cannot_be_an_account_is_refused_unasked(house: House, stripe: FakeStripe, account: str) -> None:
    assert connect(house, account)[0] == 422
    assert stripe.calls["account"] == 0


@pytest.mark.parametrize("role", ["office", "viewer"])
def test_only_an_owner_says_where_the_money_goes(house: House, role: str) -> None:
    assert connect(house, "acct_rival", role)[0] == 403


def test_a_stripe_that_does_not_answer_connects_nothing(house: House, stripe: FakeStripe) -> None:
    stripe.fail("account", StripeUnreachable("No answer."))

    assert connect(house, "acct_rival")[0] == 503
    assert house.ask("GET", "/settings/billing", staff(RIVAL)).json()["status"] == "not_connected"


def test_without_a_key_it_says_who_has_to_set_it(open_service: OpenService) -> None:
    house = furnish(open_service(service))

    answer = house.ask("POST", "/settings/billing/connect", staff(SPARKLE), {"stripe_account_id": "acct_1"})

    assert (answer.status_code, answer.json()["code"]) == (409, "stripe_not_configured")
