"""Events and how they reach the endpoint; `Endpoint` checks every signature with the SDK."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import stripe
import time_machine

from deploy.embedded.stripe_sandbox import webhooks
from deploy.embedded.stripe_sandbox.events import emit
from deploy.embedded.stripe_sandbox.store import Scope, Store
from shared.clock import utc_now

from .support import ACCOUNT, SECRET, Endpoint, Running, line, options, payloads, running


def test_tell_of_a_payment_with_the_state_it_left(running_sandbox: Running) -> None:
    paid = running_sandbox.paid_session()

    heard = running_sandbox.endpoint.wait_for(
        "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"
    )

    completed = next(event for event in heard if event.type == "checkout.session.completed")
    assert completed.data.object.to_dict() == paid.to_dict()
    assert completed.account == ACCOUNT
    assert completed.livemode is False
    assert completed.api_version == "2026-10-28.endive"


def test_tell_which_request_caused_them(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()
    expired = running_sandbox.stripe.v1.checkout.sessions.expire(opened.id, options=options(ACCOUNT, "expire-1"))

    running_sandbox.endpoint.wait_for("checkout.session.expired")

    assert expired.last_response is not None
    (body,) = payloads(running_sandbox.endpoint, "checkout.session.expired")
    assert body["request"] == {"id": expired.last_response.request_id, "idempotency_key": "expire-1"}


def test_tell_of_no_request_when_a_customer_caused_them(running_sandbox: Running) -> None:
    running_sandbox.paid_session()

    running_sandbox.endpoint.wait_for("checkout.session.completed")

    (body,) = payloads(running_sandbox.endpoint, "checkout.session.completed")
    assert body["request"] == {"id": None, "idempotency_key": None}


def test_bear_no_account_for_the_platform_itself(running_sandbox: Running) -> None:
    sessions = running_sandbox.stripe.v1.checkout.sessions
    opened = sessions.create(
        {"mode": "payment", "line_items": [line(amount=500)], "success_url": "http://portal.example/"}
    )

    running_sandbox.choose(opened, "pay")

    running_sandbox.endpoint.wait_for("checkout.session.completed")
    (body,) = payloads(running_sandbox.endpoint, "checkout.session.completed")
    assert "account" not in body


@pytest.mark.parametrize("refusal", [500, 404, 302])
def test_come_again_until_they_are_accepted(running_sandbox: Running, refusal: int) -> None:
    running_sandbox.endpoint.statuses = [refusal]
    opened = running_sandbox.open_session()

    running_sandbox.stripe.v1.checkout.sessions.expire(opened.id, options=options(ACCOUNT))

    running_sandbox.endpoint.wait_for_posts(2)
    first, second = (event.id for event in running_sandbox.endpoint.events())
    assert first == second


def test_come_after_a_restart_when_the_endpoint_was_away(tmp_path: Path, endpoint: Endpoint) -> None:
    away = Endpoint()
    away.close()
    with running(tmp_path / "stripe.db", away) as before:
        paid = before.paid_session()

    with running(tmp_path / "stripe.db", endpoint):
        heard = endpoint.wait_for("charge.succeeded", "payment_intent.succeeded", "checkout.session.completed")

    assert [event.data.object["id"] for event in heard if event.type.startswith("checkout")] == [paid.id]


def test_wait_longer_after_every_refusal(tmp_path: Path) -> None:
    store = Store(tmp_path / "stripe.db")
    with store.transaction() as db:
        emit(Scope(db, ACCOUNT), "charge.succeeded", {"id": "ch_1", "object": "charge"})
    refusing = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(503)))
    to = webhooks.Endpoint("http://portal.example/webhooks/stripe", SECRET)
    waits = []

    with refusing, time_machine.travel(datetime(2100, 1, 1, tzinfo=UTC), tick=False) as clock:
        for _ in range(14):
            next_at = webhooks.deliver_due(store, refusing, to)
            waits.append((next_at or 0) - utc_now().timestamp())
            clock.shift(waits[-1])
    store.close()

    assert waits[:5] == [1, 2, 5, 15, 60]
    assert waits == sorted(waits)
    assert waits[-3:] == [86_400, 86_400, 86_400]


def test_can_be_read_and_listed_by_whether_they_arrived(running_sandbox: Running) -> None:
    running_sandbox.endpoint.statuses = [500]
    running_sandbox.paid_session()
    events = running_sandbox.stripe.v1.events

    missed = events.list({"delivery_success": False}, options(ACCOUNT)).data
    running_sandbox.endpoint.wait_for_posts(4)

    assert "charge.succeeded" in [event.type for event in missed]
    accepted = wait_until_delivered(running_sandbox, missed[-1].id)
    assert accepted.type == missed[-1].type
    completed = events.list({"types": ["checkout.session.completed", "charge.refunded"]}, options(ACCOUNT)).data
    assert [event.type for event in completed] == ["checkout.session.completed"]


def wait_until_delivered(running: Running, event_id: str) -> stripe.Event:
    """The event once the sandbox has noted its arrival, a moment after the endpoint answered."""
    while True:
        event = running.stripe.v1.events.retrieve(event_id, options=options(ACCOUNT))
        if event.pending_webhooks == 0:
            return event
