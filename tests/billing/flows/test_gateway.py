"""What the gateway makes of Stripe's answers, and of none."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import stripe

from services.billing.adapters.stripe_gateway import API_VERSION, StripeGateway
from services.billing.domain.errors import StripeAccountGone, StripeFaulted, StripeRefused, StripeUnreachable
from services.billing.domain.stripe_facts import RefundOrder, SessionOrder
from services.billing.manifest import service
from shared.clock import utc_now
from shared.ids import new_id
from tests.billing.house import SPARKLE, STRIPE, furnish
from tests.conftest import OpenService
from tests.support.stripe_worlds import RefereeWorld, StripeWorld

CREATE = "POST /v1/checkout/sessions$"


@pytest.fixture
def strict(referee: str) -> Iterator[RefereeWorld]:
    """The referee, for what no other Stripe at hand does."""
    world = RefereeWorld(referee, f"sk_test_{new_id().hex}")
    yield world
    world.close()


def order(account: str, **changes: Any) -> SessionOrder:
    values: dict[str, Any] = {
        "account": account,
        "idempotency_key": str(new_id()).replace("-", ""),
        "amount": 125_00,
        "currency": "USD",
        "title": "Deposit for E-1001 House wash",
        "customer_email": "dana.fox@example.com",
        "success_url": "http://portal.test/quote/abc?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://portal.test/quote/abc?cancelled=1",
        "expires_at": utc_now() + timedelta(hours=23),
        "reference": "payment-1",
        "metadata": {"payment_id": "payment-1"},
    }
    return SessionOrder(**values | changes)


def back(intent: str, **changes: Any) -> RefundOrder:
    values: dict[str, Any] = {
        "idempotency_key": f"refund-{intent}",
        "amount": None,
        "duplicate": True,
        "reference": "ours",
    }
    return RefundOrder(payment_intent=intent, **values | changes)


def test_the_same_order_gives_the_same_session(world: StripeWorld, account: str) -> None:
    placed = order(account)

    first, second = world.gateway.create_session(placed), world.gateway.create_session(placed)

    assert first == second
    assert (first.status, first.amount_total, first.currency, first.reference) == ("open", 125_00, "usd", "payment-1")


def test_the_same_key_for_another_order_is_refused(world: StripeWorld, account: str) -> None:
    placed = order(account)
    world.gateway.create_session(placed)

    with pytest.raises(StripeRefused):
        world.gateway.create_session(order(account, idempotency_key=placed.idempotency_key, amount=1_00))


def test_a_session_is_seen_on_its_own_account_only(world: StripeWorld, account: str) -> None:
    opened = world.gateway.create_session(order(account))
    other = world.add_account()

    with pytest.raises(StripeRefused):
        world.gateway.session(other, opened.id)


def test_only_an_open_session_can_be_closed(world: StripeWorld, account: str) -> None:
    opened = world.gateway.create_session(order(account))
    world.pay(opened.id)

    with pytest.raises(StripeRefused):
        world.gateway.expire_session(account, opened.id)

    assert world.gateway.session(account, opened.id).payment_status == "paid"


def test_a_payment_goes_back_once_whoever_asks(world: StripeWorld, account: str) -> None:
    opened = world.gateway.create_session(order(account))
    world.pay(opened.id)
    intent = world.gateway.session(account, opened.id).payment_intent or ""

    made = [world.gateway.refund(account, back(intent)) for _ in range(2)]
    with pytest.raises(StripeRefused) as refused:
        world.gateway.refund(account, back(intent, idempotency_key="other"))

    assert refused.value.reason == "charge_already_refunded"
    assert {(refund.id, refund.amount, refund.status) for refund in made} == {(made[0].id, 125_00, "succeeded")}
    assert world.gateway.refunds(account, intent) == (made[0],)
    assert made[0].reference == "ours"


def test_parts_of_a_payment_go_back_until_all_of_it_has(world: StripeWorld, account: str) -> None:
    opened = world.gateway.create_session(order(account))
    world.pay(opened.id)
    intent = world.gateway.session(account, opened.id).payment_intent or ""

    world.gateway.refund(account, back(intent, idempotency_key="1", amount=50_00, duplicate=False))
    with pytest.raises(StripeRefused):
        world.gateway.refund(account, back(intent, idempotency_key="2", amount=75_01, duplicate=False))
    world.gateway.refund(account, back(intent, idempotency_key="3", amount=75_00, duplicate=False))

    assert [refund.amount for refund in world.gateway.refunds(account, intent)] == [75_00, 50_00]
    assert world.gateway.session(account, opened.id).given_back
    assert world.gateway.disputes(account, intent) == ()


def test_an_account_of_nobody_we_know_is_gone(world: StripeWorld) -> None:
    with pytest.raises(StripeAccountGone):
        world.gateway.account("acct_unknown")


def test_says_whether_an_account_can_be_charged_on(world: StripeWorld, account: str) -> None:
    assert world.gateway.account(account).charges_enabled is True
    assert world.gateway.account(world.add_account(ready=False)).charges_enabled is False


@pytest.mark.shows("PAY-6")
@pytest.mark.parametrize(("currency", "amount"), [("JPY", 5000), ("KWD", 12_340), ("ISK", 500_00), ("EUR", 99_99)])
def test_charges_in_currencies_of_all_kinds(world: StripeWorld, account: str, currency: str, amount: int) -> None:
    opened = world.gateway.create_session(order(account, currency=currency, amount=amount))

    assert (opened.amount_total, opened.currency) == (amount, currency.lower())


def test_a_lost_answer_is_asked_for_again_by_itself(strict: RefereeWorld) -> None:
    account = strict.add_account()
    strict.fail(CREATE, kind="drop_after")

    opened = strict.gateway.create_session(order(account))

    assert [session["id"] for session in strict.sessions(account)] == [opened.id]


def test_no_answer_at_all_says_that_nothing_is_known(strict: RefereeWorld) -> None:
    account = strict.add_account()
    strict.fail(CREATE, kind="drop_before", times=3)

    with pytest.raises(StripeUnreachable) as failed:
        strict.gateway.create_session(order(account))

    assert not isinstance(failed.value, StripeFaulted)


@pytest.mark.parametrize("status", [429, 503])
def test_a_stripe_that_is_busy_may_be_asked_again(strict: RefereeWorld, status: int) -> None:
    account = strict.add_account()
    strict.fail(CREATE, kind="status", status=status, times=3, should_retry=False)
    placed = order(account)

    with pytest.raises(StripeUnreachable):
        strict.gateway.create_session(placed)

    strict.fail(CREATE, clear=True)
    assert strict.gateway.create_session(placed).status == "open"


def test_a_fault_of_stripe_is_repeated_for_its_key_and_not_for_another(strict: RefereeWorld) -> None:
    account = strict.add_account()
    strict.fail(CREATE, kind="status", status=500, should_retry=False)
    placed = order(account)

    for _ in range(2):
        with pytest.raises(StripeFaulted):
            strict.gateway.create_session(placed)

    assert strict.gateway.create_session(order(account)).status == "open"


def test_a_key_that_stripe_does_not_take_is_no_fault_of_the_customers(referee: str) -> None:
    gateway = StripeGateway("sk_bad", referee)

    with pytest.raises(StripeUnreachable):
        gateway.account("acct_1")

    gateway.close()


def test_nothing_listens_is_no_answer() -> None:
    gateway = StripeGateway("sk_test_1", "http://127.0.0.1:9")

    with pytest.raises(StripeUnreachable):
        gateway.account("acct_1")

    gateway.close()


def test_knows_whether_real_money_moves() -> None:
    assert [StripeGateway(key).livemode for key in ("sk_test_1", "rk_test_1", "sk_live_1", "rk_live_1")] == [
        False,
        False,
        True,
        True,
    ]


def test_reports_nothing_about_this_machine(
    strict: RefereeWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))

    strict.gateway.account(strict.add_account())

    assert list(tmp_path.iterdir()) == []


def test_has_the_sdk_report_nothing() -> None:
    assert stripe.enable_telemetry is False


@pytest.mark.shows("PAY-2", "PAY-3")
def test_the_referee_finds_nothing_wrong_with_a_whole_story(open_service: OpenService, strict: RefereeWorld) -> None:
    house = furnish(open_service(service, **STRIPE), strict.gateway)
    account = strict.add_account()
    house.connect(SPARKLE, account)
    estimate = house.accept()
    house.pay_now(estimate)
    house.pay_now(estimate, return_url="http://portal.test/l/other")
    strict.decline(house.checkouts()[-1].session_id or "")
    strict.pay(house.checkouts()[-1].session_id or "")
    house.hear_all(strict.webhooks(account))

    requests = [record for record in strict.verdicts(account) if record["user_agent"].startswith("Stripe/v")]

    warnings = {warning["code"] for record in requests for warning in record["warnings"]}
    assert [invoice.status for invoice in house.invoices()] == ["paid"]
    assert {record["verdict"] for record in requests} == {"ok"}
    assert {record["stripe_version"] for record in requests} == {API_VERSION}
    assert warnings <= {"idempotency_key_auto"}  # of closing a page, which is the same however often it is done
