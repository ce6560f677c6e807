import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.portal.adapters.breaker import FAILURES
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceClient, ServiceUnavailable
from shared.errors import NotFound
from shared.web.caller import Caller
from tests.support.services import SECRETS

LOSS = "Estimates cannot be opened for the moment."
SOMEBODY = Caller("anonymous", ip="203.0.113.7")
seen: list[str] = []


async def answer(request: Request) -> Response:
    seen.append(request.headers["authorization"])
    return JSONResponse({"path": request.url.path, "query": str(request.query_params)})


async def slow(_: Request) -> Response:
    await asyncio.sleep(30)
    return Response()


async def garbled(_: Request) -> Response:
    return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")


APP = Starlette(
    routes=[Route("/slow", slow), Route("/garbled", garbled), Route("/{path:path}", answer, methods=["GET", "POST"])]
)


@contextmanager
def listening(port: int) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(APP, port=port, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def client_at(url: str | None) -> ServiceClient:
    return ServiceClient("quotes", url=url, secret=SECRETS["SERVICE_TOKEN_SECRET"], loss=LOSS)


def with_client(port: int, use: Callable[[ServiceClient], Any]) -> Any:
    async def run() -> Any:
        client = client_at(f"http://127.0.0.1:{port}")
        try:
            return await use(client)
        finally:
            await client.close()

    return asyncio.run(run())


def test_calls_over_the_network_and_says_who_asks(port: int) -> None:
    seen.clear()
    query = {"item": ["x", "y"], "plan": None}
    with listening(port):
        found = with_client(port, lambda client: client.call("GET", "/links/a%20b", SOMEBODY, query=query))

    assert found == {"path": "/links/a b", "query": "item=x&item=y"}
    assert seen[0].startswith("Bearer ")


@pytest.mark.shows("OPS-2")
@pytest.mark.parametrize(
    "path",
    ["/public/links/../../metrics", "/public/links/x/%2e%2e/%2E%2E/metrics", "/public/links/x%2f..%2fmetrics", "/./x"],
)
def test_nobody_is_asked_for_what_leads_out_of_the_path(port: int, path: str) -> None:
    seen.clear()

    with listening(port), pytest.raises(NotFound):
        with_client(port, lambda client: client.call("GET", path, SOMEBODY))

    assert seen == []


def test_nobody_there_is_told_in_the_words_of_what_is_missing(port: int) -> None:
    with pytest.raises(ServiceUnavailable) as caught:
        with_client(port, lambda client: client.call("GET", "/x", SOMEBODY))

    assert caught.value.message == LOSS
    assert caught.value.service == "quotes"


def test_waits_no_longer_than_the_deadline(port: int) -> None:
    started = time.monotonic()

    with listening(port), pytest.raises(ServiceUnavailable):
        with_client(port, lambda client: client.call("GET", "/slow", SOMEBODY, deadline=0.2))

    assert time.monotonic() - started < 25  # the answer takes 30


def test_an_answer_that_is_none_of_ours_is_the_services_failure(port: int) -> None:
    with listening(port), pytest.raises(Refused) as caught:
        with_client(port, lambda client: client.call("GET", "/garbled", SOMEBODY))

    assert (caught.value.status, caught.value.reason) == (502, "internal_error")


def test_a_service_that_comes_back_is_found_again(port: int) -> None:
    async def use(client: ServiceClient) -> Any:
        for _ in range(FAILURES - 1):
            with pytest.raises(ServiceUnavailable):
                await client.call("GET", "/x", SOMEBODY)
        with listening(port):
            return await client.call("GET", "/x", SOMEBODY)

    assert with_client(port, use)["path"] == "/x"


def test_a_service_that_fails_over_and_over_is_left_alone_for_a_moment(port: int) -> None:
    seen.clear()

    async def use(client: ServiceClient) -> None:
        for _ in range(FAILURES):
            with pytest.raises(ServiceUnavailable):
                await client.call("GET", "/x", SOMEBODY)
        with listening(port), pytest.raises(ServiceUnavailable):
            await client.call("GET", "/x", SOMEBODY)

    with_client(port, use)

    assert seen == []


def test_without_an_address_nothing_is_tried() -> None:
    with pytest.raises(ServiceUnavailable):
        asyncio.run(client_at(None).call("GET", "/x", SOMEBODY))


@pytest.mark.parametrize(("method", "tries"), [("GET", 2), ("HEAD", 2), ("POST", 1), ("PATCH", 1)])
def test_only_what_changes_nothing_is_tried_again(port: int, method: str, tries: int) -> None:
    made: list[str] = []

    async def refuse(request: httpx.Request) -> httpx.Response:
        made.append(request.method)
        message = "refused"
        raise httpx.ConnectError(message, request=request)

    async def use(client: ServiceClient) -> None:
        client._transport = httpx.MockTransport(refuse)
        with pytest.raises(ServiceUnavailable):
            await client.call(method, "/x", SOMEBODY)

    with_client(port, use)

    assert made == [method] * tries


def test_what_a_service_of_this_process_has_begun_it_ends_though_nobody_waits_any_more() -> None:
    ended: list[str] = []

    async def use() -> None:
        go_on, over = asyncio.Event(), asyncio.Event()

        async def answer(_: Request) -> Response:
            try:
                await go_on.wait()
                ended.append("by itself")
            except asyncio.CancelledError:
                ended.append("cut short")
            over.set()
            return Response()

        client = client_at(None)
        client.join(Starlette(routes=[Route("/x", answer)]))
        with pytest.raises(ServiceUnavailable):
            await client.call("GET", "/x", SOMEBODY, deadline=0.05)
        go_on.set()
        await over.wait()

    asyncio.run(use())

    assert ended == ["by itself"]


def test_what_is_in_a_header_stands_in_nobodys_way(port: int) -> None:
    async def use(client: ServiceClient) -> Any:
        return await client.send("GET", "/x", SOMEBODY, headers={"idempotency-key": "caf\xe9 \xff"})

    with listening(port):
        over_the_network = with_client(port, use)
    client = client_at(None)
    client.join(APP)
    within = asyncio.run(use(client))

    assert [answer.status_code for answer in (over_the_network, within)] == [200, 200]


def test_an_error_of_a_service_of_this_process_is_its_failure() -> None:
    async def fail(_: Request) -> Response:
        raise ZeroDivisionError

    client = client_at(None)
    client.join(Starlette(routes=[Route("/x", fail)]))
    with pytest.raises(Refused) as caught:
        asyncio.run(client.call("GET", "/x", SOMEBODY))

    assert caught.value.reason == "internal_error"
