"""Idempotency keys through the official SDK."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import stripe
import time_machine

from .support import ACCOUNT, OTHER_ACCOUNT, Endpoint, Running, options, running


def count(running: Running, account: str = ACCOUNT) -> int:
    return len(running.stripe.v1.checkout.sessions.list({"limit": 100}, options(account)).data)


def test_the_same_request_is_done_once_and_answered_alike(running_sandbox: Running) -> None:
    first = running_sandbox.open_session(key="pay-1")
    second = running_sandbox.open_session(key="pay-1")

    assert second.to_dict() == first.to_dict()
    assert count(running_sandbox) == 1
    assert first.last_response is not None
    assert second.last_response is not None
    assert "idempotent-replayed" not in first.last_response.headers
    assert second.last_response.headers["idempotent-replayed"] == "true"
    assert second.last_response.headers["original-request"] == first.last_response.request_id


def test_the_same_request_at_the_same_time_is_done_once(running_sandbox: Running) -> None:
    with ThreadPoolExecutor(6) as clicks:
        ids = set(clicks.map(lambda _: running_sandbox.open_session(key="pay-1").id, range(6)))

    assert len(ids) == 1
    assert count(running_sandbox) == 1


def test_other_parameters_are_refused(running_sandbox: Running) -> None:
    running_sandbox.open_session(key="pay-1")

    with pytest.raises(stripe.IdempotencyError) as refusal:
        running_sandbox.open_session(key="pay-1", client_reference_id="invoice-2")

    assert refusal.value.http_status == 400
    assert count(running_sandbox) == 1


def test_another_endpoint_is_refused(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session(key="pay-1")

    with pytest.raises(stripe.IdempotencyError):
        running_sandbox.stripe.v1.checkout.sessions.expire(opened.id, options=options(ACCOUNT, "pay-1"))

    assert running_sandbox.session(opened.id).status == "open"


def test_each_account_has_its_own(running_sandbox: Running) -> None:
    ours = running_sandbox.open_session(key="pay-1")
    theirs = running_sandbox.open_session(account=OTHER_ACCOUNT, key="pay-1")

    assert ours.id != theirs.id
    assert (count(running_sandbox), count(running_sandbox, OTHER_ACCOUNT)) == (1, 1)


def test_a_request_that_was_wrong_may_be_corrected(running_sandbox: Running) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        running_sandbox.open_session(key="pay-1", customer_email="kim")

    assert running_sandbox.open_session(key="pay-1").status == "open"


def test_a_refusal_that_came_of_trying_is_repeated(running_sandbox: Running) -> None:
    opened = running_sandbox.paid_session()
    sessions = running_sandbox.stripe.v1.checkout.sessions

    for replayed in (None, "true"):
        with pytest.raises(stripe.InvalidRequestError, match="has a status of complete") as refusal:
            sessions.expire(opened.id, options=options(ACCOUNT, "expire-1"))
        assert (refusal.value.headers or {}).get("idempotent-replayed") == replayed


def test_outlive_a_restart(tmp_path: Path, endpoint: Endpoint) -> None:
    with running(tmp_path / "stripe.db", endpoint) as before:
        first = before.open_session(key="pay-1")

    with running(tmp_path / "stripe.db", endpoint) as after:
        second = after.open_session(key="pay-1")

    assert second.id == first.id


def test_are_forgotten_after_a_day(running_sandbox: Running) -> None:
    first = running_sandbox.open_session(key="pay-1")

    with time_machine.travel(time.time() + 24 * 60 * 60 + 1):
        second = running_sandbox.open_session(key="pay-1")

    assert second.id != first.id


def test_are_at_most_255_characters_long(running_sandbox: Running) -> None:
    with pytest.raises(stripe.IdempotencyError):
        running_sandbox.open_session(key="k" * 256)
