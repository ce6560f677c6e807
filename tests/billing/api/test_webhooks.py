"""What comes from Stripe, what only says so, and what is none of our business."""

import json

import pytest
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from services.billing.domain.stripe_event import StripeEvent
from services.billing.manifest import service
from tests.billing.house import NEW_SECRET, OLD_SECRET, RIVAL, STRIPE, House, furnish
from tests.conftest import OpenService
from tests.support.stripe_fake import FakeStripe
from tests.support.stripe_signature import signed


def paid_session(house: House, stripe: FakeStripe) -> bytes:
    """A customer has paid; the webhook that says so is on its way."""
    house.pay_now(house.accept())
    stripe.pay(stripe.session_ids()[-1])
    return stripe.webhooks()[-1]


def kept(house: House) -> int:
    with house.context.database.read() as session:
        return session.scalar(select(func.count()).select_from(StripeEvent)) or 0


def changed(body: bytes, **changes: object) -> bytes:
    return json.dumps(json.loads(body) | changes).encode()


@pytest.mark.shows("PAY-3")
def test_a_webhook_makes_the_invoice_paid(house: House, stripe: FakeStripe) -> None:
    body = paid_session(house, stripe)

    answer = house.hear(body)
    house.work()

    assert (answer.status_code, answer.json()) == (200, {"received": True})
    assert [invoice.status for invoice in house.invoices()] == ["paid"]


@pytest.mark.shows("PAY-3")
def test_one_that_comes_three_times_is_acted_on_once(house: House, stripe: FakeStripe) -> None:
    body = paid_session(house, stripe)

    assert [house.hear(body).status_code for _ in range(3)] == [200, 200, 200]

    assert (kept(house), house.work()) == (1, 1)
    assert (stripe.calls["session"], len(house.told("InvoicePaid"))) == (1, 1)


@pytest.mark.parametrize("secret", [NEW_SECRET, OLD_SECRET])
def test_every_secret_in_use_is_good_while_one_is_replaced(house: House, stripe: FakeStripe, secret: str) -> None:
    assert house.hear(paid_session(house, stripe), secret).status_code == 200


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=1,v1=abc",
        "t=soon,v1=abc",
        "v1=abc",
    ],
)
def test_what_stripe_has_not_signed_is_refused(house: House, stripe: FakeStripe, signature: str) -> None:
    body = paid_session(house, stripe)

    answer = house.hear(body, **{"Stripe-Signature": signature})

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_webhook")
    assert kept(house) == 0


def test_what_somebody_else_has_signed_is_refused(house: House, stripe: FakeStripe) -> None:
    answer = house.hear(paid_session(house, stripe), "whsec_somebody_else")

    assert (answer.status_code, answer.json()["code"], kept(house)) == (400, "bad_webhook", 0)


def test_what_bears_no_signature_is_refused(house: House, stripe: FakeStripe) -> None:
    answer = TestClient(house.app).post("/webhooks/stripe", content=paid_session(house, stripe))

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_webhook")


@pytest.mark.parametrize(("age", "status"), [(0, 200), (290, 200), (310, 400), (-290, 200)])
def test_a_signature_is_good_for_five_minutes(house: House, stripe: FakeStripe, age: float, status: int) -> None:
    body = paid_session(house, stripe)

    assert house.hear(body, **{"Stripe-Signature": signed(body, NEW_SECRET, age=age)}).status_code == status


def test_the_signature_is_over_the_bytes_and_not_what_they_mean(house: House, stripe: FakeStripe) -> None:
    body = paid_session(house, stripe)
    same_meaning = json.dumps(json.loads(body), separators=(",", ":")).encode()

    answer = house.hear(same_meaning, **{"Stripe-Signature": signed(body, NEW_SECRET)})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe no text",
        b"",
        b"not json",
        b"[]",
        b'{"id":"evt_1","object":"v2.core.event","type":"v1.checkout.session.completed"}',
    ],
)
def test_what_is_no_snapshot_event_is_refused_though_signed(house: House, body: bytes) -> None:
    answer = house.hear(body)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_webhook")


@pytest.mark.parametrize("body", [b'{"id":"evt_1","object":"event"}', b'{"object":"event","data":{"object":null}}'])
def test_an_event_that_lacks_everything_is_ignored(house: House, body: bytes) -> None:
    assert house.hear(body).status_code == 200
    assert kept(house) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "customer.created"},
        {"livemode": True},
        {"account": "acct_unknown"},
        {"account": None},
        {"data": {"object": {"id": "cs_test_of_their_own_shop", "object": "checkout.session"}}},
        {"data": {"object": {"id": "cs_x", "object": "checkout.session", "client_reference_id": "order 7"}}},
    ],
)
def test_what_is_none_of_our_business_is_ignored(house: House, stripe: FakeStripe, changes: dict[str, object]) -> None:
    body = changed(paid_session(house, stripe), **changes)

    answer = house.hear(body)
    house.work()

    assert answer.status_code == 200
    assert (kept(house), stripe.calls["session"]) == (0, 0)


def test_an_event_on_one_account_says_nothing_about_another(house: House, stripe: FakeStripe) -> None:
    house.connect(RIVAL, "acct_rival")
    body = changed(paid_session(house, stripe), account="acct_rival")

    answer = house.hear(body)
    house.work()

    assert (answer.status_code, kept(house)) == (200, 0)
    assert [invoice.status for invoice in house.invoices()] == ["outstanding"]


def test_what_the_event_says_is_not_believed(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())
    (session_id,) = stripe.session_ids()
    stripe.expire(session_id)
    lie = changed(stripe.webhooks()[-1], type="checkout.session.completed")

    house.hear_all([lie])

    assert [invoice.status for invoice in house.invoices()] == ["outstanding"]
    assert [checkout.status for checkout in house.checkouts()] == ["expired"]


@pytest.mark.shows("PAY-3")
def test_a_database_that_fails_has_stripe_send_it_again(house: House, stripe: FakeStripe) -> None:
    body = paid_session(house, stripe)
    with house.context.database.begin() as session:
        session.execute(text("ALTER TABLE stripe_events RENAME TO away"))

    failed = house.hear(body)
    with house.context.database.begin() as session:
        session.execute(text("ALTER TABLE away RENAME TO stripe_events"))
    again = house.hear(body)
    house.work()

    assert (failed.status_code >= 500, again.status_code) == (True, 200)
    assert len(house.told("InvoicePaid")) == 1


@pytest.mark.shows("PAY-3")
def test_one_whose_commit_fails_is_not_said_to_be_taken(house: House, stripe: FakeStripe) -> None:
    body = paid_session(house, stripe)

    def fail(_connection: Connection) -> None:
        raise OperationalError("COMMIT", {}, ConnectionError("the server has gone away"))

    event.listen(house.context.database.engine, "commit", fail, once=True)
    failed = house.hear(body)
    kept_then = kept(house)
    again = house.hear(body)
    house.work()

    assert (failed.status_code >= 500, kept_then, again.status_code) == (True, 0, 200)
    assert len(house.told("InvoicePaid")) == 1


@pytest.mark.shows("PAY-3")
def test_a_webhook_for_a_session_that_a_crash_left_unrecorded_finds_its_payment(
    house: House, stripe: FakeStripe
) -> None:
    body = paid_session(house, stripe)
    (checkout,) = house.checkouts()
    house.set_checkout(checkout, status="creating", session_id=None, url=None, lease_until=checkout.created_at)

    house.hear_all([body])

    assert [checkout.status for checkout in house.checkouts()] == ["paid"]
    assert len(house.told("InvoicePaid")) == 1


@pytest.mark.shows("PAY-5")
def test_an_account_that_stripe_stops_takes_no_more_payments(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    stripe.switch_charges("acct_sparkle", on=False)

    house.hear_all(stripe.webhooks())

    assert house.invoice(estimate)["not_payable_reason"] == "not_connected"
    stripe.switch_charges("acct_sparkle", on=True)
    house.hear_all(stripe.webhooks())
    assert house.invoice(estimate)["payable"] is True
    assert [told["charges_enabled"] for told in house.told("StripeAccountChanged")] == [True, False, True]


@pytest.mark.shows("PAY-5")
def test_an_account_taken_from_us_takes_no_more_payments(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    stripe.deauthorize("acct_sparkle")

    house.hear_all(stripe.webhooks())

    assert house.invoice(estimate)["not_payable_reason"] == "not_connected"


def test_without_a_secret_stripe_is_told_to_try_again_later(open_service: OpenService) -> None:
    house = furnish(open_service(service, **STRIPE | {"STRIPE_WEBHOOK_SECRET": ""}), FakeStripe())

    answer = house.hear(b"{}")

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
