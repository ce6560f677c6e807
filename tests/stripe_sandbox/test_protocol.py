"""The wire protocol below the operations: keys, versions, content types, unknown addresses."""

import base64
from pathlib import Path

import anyio.to_thread
import httpx
import pytest
import stripe
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from .support import ACCOUNT, PREFIX, Endpoint, Running, running, sdk

KEY = "sk_test_porchlight"


def basic(user: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:".encode()).decode()


def ask(running: Running, path: str, **headers: str) -> httpx.Response:
    return running.browser.get(f"{running.url}{path}", headers=headers)


@pytest.mark.parametrize("authorization", [f"Bearer {KEY}", basic(KEY)])
def test_any_test_key_is_good(untouched_sandbox: Running, authorization: str) -> None:
    answer = ask(untouched_sandbox, f"/v1/accounts/{ACCOUNT}", Authorization=authorization)

    assert answer.status_code == 200
    assert answer.headers["Request-Id"].startswith("req_")
    assert answer.headers["Stripe-Version"] == "2026-10-28.endive"


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer sk_live_porchlight", "Bearer pk_test_porchlight", "Basic ???", f"Digest {KEY}", KEY],
)
def test_nothing_else_is(untouched_sandbox: Running, authorization: str) -> None:
    answer = ask(untouched_sandbox, f"/v1/accounts/{ACCOUNT}", Authorization=authorization)

    assert answer.status_code == 401
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_the_sdk_reports_a_bad_key_as_such(untouched_sandbox: Running) -> None:
    with pytest.raises(stripe.AuthenticationError):
        sdk(untouched_sandbox.url, "sk_live_porchlight").v1.accounts.retrieve(ACCOUNT)


def test_a_version_that_is_none_is_refused(untouched_sandbox: Running) -> None:
    headers = {"Authorization": f"Bearer {KEY}", "Stripe-Version": "latest"}

    assert ask(untouched_sandbox, f"/v1/accounts/{ACCOUNT}", **headers).status_code == 400


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/customers"), ("DELETE", "/v1/refunds/re_1")])
def test_an_unknown_address_is_named(untouched_sandbox: Running, method: str, path: str) -> None:
    answer = untouched_sandbox.browser.request(
        method, f"{untouched_sandbox.url}{path}", headers={"Authorization": f"Bearer {KEY}"}
    )

    assert answer.status_code == 404
    assert f"({method}: {path})" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"mode": "payment"}', "application/json"),
        (b"mode=\xff", "application/x-www-form-urlencoded"),
        (b"mode=%FF", "application/x-www-form-urlencoded"),
        (b"mode[=payment", "application/x-www-form-urlencoded"),
        (b"mode=payment&mode[x]=1", "application/x-www-form-urlencoded"),
        (b"metadata=1&mode=payment&line_items=1&success_url=http://x", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_refused(untouched_sandbox: Running, body: bytes, content_type: str) -> None:
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": content_type}

    answer = untouched_sandbox.browser.post(
        f"{untouched_sandbox.url}/v1/checkout/sessions", content=body, headers=headers
    )

    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_a_body_beyond_all_measure_is_refused(untouched_sandbox: Running) -> None:
    answer = untouched_sandbox.browser.post(f"{untouched_sandbox.url}/v1/refunds", content=b"x" * 1_000_001)

    assert answer.status_code == 413


def test_answers_those_who_wait_for_it_in_the_servers_own_threads(tmp_path: Path, endpoint: Endpoint) -> None:
    urls: list[str] = []

    async def leave_one_thread(_: Request) -> PlainTextResponse:
        anyio.to_thread.current_default_thread_limiter().total_tokens = 1
        return PlainTextResponse("")

    def wait_for_the_sandbox(_: Request) -> PlainTextResponse:
        return PlainTextResponse(sdk(urls[0]).v1.accounts.retrieve(ACCOUNT).id)

    beside = [Route("/leave-one-thread", leave_one_thread), Route("/wait", wait_for_the_sandbox)]
    with running(tmp_path / "stripe.db", endpoint, beside=beside) as started:
        urls.append(started.url)
        started.browser.get(started.url.removesuffix(PREFIX) + "/leave-one-thread")
        answer = started.browser.get(started.url.removesuffix(PREFIX) + "/wait")

    assert answer.text == ACCOUNT
