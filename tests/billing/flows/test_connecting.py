"""A business is connected to Stripe, by Stripe's own pages or by a key of its own, and leaves again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from services.billing.domain.stripe_key import StripeKey
from services.billing.manifest import service
from services.billing.queries.stripe_keys import kept_keys
from shared.web.caller import Caller
from tests.billing.house import CUSTOMER, RIVAL, SPARKLE, House, furnish, staff
from tests.conftest import OpenService
from tests.support.apps import api_of
from tests.support.stripe_worlds import RefereeWorld, SandboxWorld

pytestmark = pytest.mark.shows("PAY-8")
World = SandboxWorld | RefereeWorld
BACK = {"refresh_url": "http://portal.test/refresh", "return_url": "http://portal.test/return"}
SEALED_WITH = "stripe-keys-secret-for-tests-0123456789abcdef"


@pytest.fixture
def house(open_service: OpenService, hosted: World) -> Iterator[House]:
    """Two businesses, neither of which is connected."""
    variables = {
        "STRIPE_SECRET_KEY": hosted.key,
        "STRIPE_WEBHOOK_SECRET": "whsec_the_one_now",
        "STRIPE_API_BASE": str(hosted.http.base_url).rstrip("/"),
        "STRIPE_KEYS_SECRET": SEALED_WITH,
    }
    furnished = furnish(open_service(service, **variables))
    yield furnished
    furnished.context.adapters.pool.http.close()


def settings(house: House, what: str = "", body: dict[str, str] | None = None, **rest: Any) -> dict[str, Any]:
    method = "POST" if what else "GET"
    return dict(house.office(method, f"/settings/billing{what}", body, **rest))


def give(house: House, key: str, **rest: Any) -> dict[str, Any]:
    return settings(house, "/key", {"key": key}, **rest)


def the_key(house: House) -> StripeKey:
    with house.context.database.read() as session:
        return kept_keys(session)[0]


def hear_own(house: House, key: StripeKey, body: bytes, place: int = 0) -> int:
    """A webhook of the business's own account arrives."""
    secret = house.context.adapters.vault.open(key.sealed_secrets[place], about=key.about)
    return house.hear(body, secret, token=key.webhook_token).status_code


def test_coming_back_from_stripe_is_not_being_ready(house: House, hosted: World) -> None:
    link = settings(house, "/onboard", BACK)["url"]
    hosted.complete(link, fully=False)

    shown = settings(house, "/check")

    assert (shown["status"], shown["way"], shown["charges_enabled"]) == ("not_ready", "connect", False)
    assert "a bank account that payouts go to" in shown["missing"]
    assert shown["reason"] == "Stripe needs more details before it takes payments."
    assert house.pay_now(house.accept()).json()["code"] == "payments_not_connected"


def test_a_completed_account_takes_payments_until_stripe_stops_it(house: House, hosted: World) -> None:
    first = settings(house, "/onboard", BACK)["url"]
    again = settings(house, "/onboard", BACK)["url"]
    hosted.complete(again)
    ready = settings(house, "/check")
    estimate = house.accept()
    taken = house.pay_now(estimate).status_code

    hosted.stop(ready["stripe_account_id"])
    house.hear_all(hosted.webhooks(ready["stripe_account_id"]))

    assert (first != again, ready["status"], taken) == (True, "connected", 201)
    assert settings(house)["status"] == "not_ready"
    assert house.invoice(estimate)["not_payable_reason"] == "not_connected"
    assert [one["charges_enabled"] for one in house.told("StripeAccountChanged")] == [False, True, False]


def test_an_account_made_for_one_workspace_is_connected_to_no_other(house: House) -> None:
    settings(house, "/onboard", BACK)
    mine = settings(house)["stripe_account_id"]
    settings(house, "/disconnect")

    answer = house.ask("POST", "/settings/billing/connect", staff(RIVAL), {"stripe_account_id": mine})

    assert (answer.status_code, answer.json()["code"]) == (409, "stripe_account_taken")


def test_who_comes_back_has_the_account_of_before(house: House, hosted: World) -> None:
    hosted.complete(settings(house, "/onboard", BACK)["url"])
    before = settings(house, "/check")["stripe_account_id"]
    gone = settings(house, "/disconnect")

    settings(house, "/onboard", BACK)

    assert (gone["status"], gone["stripe_account_id"]) == ("not_connected", None)
    assert (settings(house)["status"], settings(house)["stripe_account_id"]) == ("connected", before)


def test_a_key_of_its_own_is_tried_sealed_and_told_to_nobody(house: House, hosted: World) -> None:
    key = hosted.own_key()

    shown = give(house, key)

    kept = the_key(house)
    assert (shown["status"], shown["way"], shown["key_hint"]) == ("connected", "own_key", key[-4:])
    assert (shown["livemode"], key in str(shown)) == (False, False)
    with house.context.database.read() as session:
        rows = str(session.execute(text("SELECT * FROM stripe_keys")).all())
    assert (key in rows, "whsec_" in rows) == (False, False)
    endpoints = hosted.ask("/v1/webhook_endpoints", key=key)
    assert [one["url"] for one in endpoints] == [f"http://portal.test/webhooks/stripe/{kept.webhook_token}"]
    assert [one["api_version"] for one in endpoints] == ["2026-10-28.endive"]


def test_a_signed_in_customer_can_pay_where_only_the_business_has_a_key(house: House, hosted: World) -> None:
    give(house, hosted.own_key())
    house.accept()
    context = replace(house.context, adapters=replace(house.context.adapters, gateway=None))
    customer = Caller("customer", SPARKLE, actor_id=str(CUSTOMER))

    shown = House(context, api_of(context)).ask("GET", "/signed-in/invoices", customer).json()["items"]

    assert [(one["payable"], one["not_payable_reason"]) for one in shown] == [(True, None)]


@pytest.mark.shows("PAY-3")
def test_a_payment_by_the_businesses_own_key_is_settled_by_its_own_webhook(house: House, hosted: World) -> None:
    key = hosted.own_key()
    give(house, key)
    estimate = house.accept()
    assert house.pay_now(estimate).status_code == 201
    hosted.pay(house.checkouts()[-1].session_id or "")

    kept = the_key(house)
    bodies = hosted.own_webhooks(key)
    answers = {hear_own(house, kept, body) for body in bodies}
    house.work()

    assert (answers, house.invoice(estimate)["status"], house.books()) == ({200}, "paid", [])
    assert house.hear(bodies[-1], "whsec_of_somebody_else", token=kept.webhook_token).status_code == 400
    assert house.hear(bodies[-1], token="nobodys").status_code == 404


def test_a_replaced_webhook_is_heard_as_well_as_the_one_before(house: House, hosted: World) -> None:
    key = hosted.own_key()
    give(house, key)
    estimate = house.accept()
    house.pay_now(estimate)
    hosted.pay(house.checkouts()[-1].session_id or "")
    body = hosted.own_webhooks(key)[-1]

    settings(house, "/webhook")

    assert [hear_own(house, the_key(house), body, place) for place in (0, 1)] == [200, 200]
    assert len(hosted.ask("/v1/webhook_endpoints", key=key)) == 1


def test_the_key_given_again_keeps_its_webhook_and_what_a_crash_left_is_removed(house: House, hosted: World) -> None:
    key = hosted.own_key()
    give(house, key)
    left = {"url": "http://portal.test/webhooks/stripe/lost", "enabled_events[]": "charge.refunded"}
    left |= {"metadata[workspace_id]": str(SPARKLE), "api_version": "2026-10-28.endive"}
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"left-{key}"}
    hosted.http.post("/v1/webhook_endpoints", data=left, headers=headers).raise_for_status()

    give(house, hosted.own_key(2) if isinstance(hosted, SandboxWorld) else key)

    assert [one["id"] for one in hosted.ask("/v1/webhook_endpoints", key=key)] == [the_key(house).endpoint_id]


def test_leaving_closes_pages_removes_the_webhook_and_forgets_the_key(house: House, hosted: World) -> None:
    key = hosted.own_key()
    give(house, key)
    estimate = house.accept()
    house.pay_now(estimate)

    settings(house, "/disconnect")
    house.work()

    with house.context.database.read() as session:
        assert kept_keys(session) == []
    assert hosted.ask("/v1/webhook_endpoints", key=key) == []
    assert [one["status"] for one in hosted.ask("/v1/checkout/sessions", key=key)][-1] == "expired"
    assert house.checkouts()[-1].status == "expired"
    assert house.pay_now(estimate).json()["code"] == "payments_not_connected"


def test_a_transfer_under_way_arrives_after_leaving_and_then_the_key_is_forgotten(house: House, hosted: World) -> None:
    give(house, hosted.own_key())
    estimate = house.accept()
    house.pay_now(estimate)
    session_id = house.checkouts()[-1].session_id or ""
    hosted.start_transfer(session_id, arrives=True)
    house.come_back(estimate)
    settings(house, "/disconnect")
    house.work()
    kept = [the_key(house).left_at is not None, the_key(house).endpoint_id]

    hosted.end_transfer(session_id, arrives=True)
    house.sweep_later()
    house.context.service.tasks["billing.sweep_accounts"](house.context)
    house.work()

    assert (kept, house.invoice(estimate)["status"], house.books()) == ([True, None], "paid", [])
    with house.context.database.read() as session:
        assert kept_keys(session) == []


def test_a_late_event_of_an_account_that_was_left_is_still_understood(house: House, hosted: World) -> None:
    hosted.complete(settings(house, "/onboard", BACK)["url"])
    former = settings(house, "/check")["stripe_account_id"]
    estimate = house.accept()
    house.pay_now(estimate)
    hosted.pay(house.checkouts()[-1].session_id or "")

    give(house, hosted.own_key())
    house.hear_all(hosted.webhooks(former))

    assert (house.invoice(estimate)["status"], house.books()) == ("paid", [])
    assert settings(house)["way"] == "own_key"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("pk_test_1", "publishable"),
        ("sk_test_1", "may do everything"),
        ("rk_prod_1", "rk_live_ or rk_test_"),
        ("", "rk_live_ or rk_test_"),
    ],
)
def test_what_is_no_restricted_key_is_refused_unasked(house: House, key: str, says: str) -> None:
    answer = house.ask("POST", "/settings/billing/key", staff(), {"key": key})

    assert (answer.status_code, answer.json()["code"]) == (422, "stripe_key_not_good")
    assert says in answer.json()["detail"]


def test_one_accounts_key_is_not_taken_by_two_workspaces(house: House, hosted: World) -> None:
    give(house, hosted.own_key())

    answer = house.ask("POST", "/settings/billing/key", staff(RIVAL), {"key": hosted.own_key()})

    assert (answer.status_code, "another workspace" in answer.json()["detail"]) == (422, True)
    assert settings(house)["status"] == "connected"


def test_only_an_owner_gives_a_key_or_leaves(house: House) -> None:
    for what, body in (("key", {"key": "rk_test_1"}), ("disconnect", {}), ("webhook", {}), ("onboard", BACK)):
        assert house.ask("POST", f"/settings/billing/{what}", staff(role="office"), body).status_code == 403
