"""Calls to one service: who asks, how long to wait, what to do when it does not answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from starlette.types import ASGIApp, Receive, Scope, Send

from services.portal.adapters.breaker import Breaker
from services.portal.adapters.refusals import Refused
from shared import causality
from shared.errors import NotFound, Unavailable
from shared.web.caller import Caller, mint
from shared.words import reader

DEADLINE = 5.0
_SAFE = frozenset({"GET", "HEAD"})
_TRIES = 2
_CONNECT = 2.0
_POOL = 100
# Less than the five seconds after which the services' servers hang up: a POST must not meet a connection just closed.
_KEEP_ALIVE = 4.0
_NO_ANSWER = (httpx.TransportError, TimeoutError, OSError)
_NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout)

Witness = Callable[[str, str, Caller, Callable[[], Awaitable[httpx.Response]]], Awaitable[httpx.Response]]
"""Stands beside each call that may change something: by method, path and caller, it has it sent and gives its answer."""
Query = Mapping[str, str | int | list[str] | None] | bytes | None


class ServiceUnavailable(Unavailable):
    """A service does not answer. The message says in plain words what does not work now."""

    def __init__(self, service: str, loss: str, *, may_have_arrived: bool = False) -> None:
        super().__init__(loss, retry_after=2)
        self.service = service
        self.may_have_arrived = may_have_arrived
        """Whether it was asked all the same, and may have done it."""


class ServiceClient:
    """The way to one service, over the network or in the same process. `loss` says what is missing while it is down."""

    def __init__(self, name: str, *, url: str | None, secret: str, loss: str) -> None:
        self.name = name
        self._secret = secret
        self._loss = loss
        self._base = url or f"http://{name}.internal"
        self._breaker = Breaker()
        self._transport: httpx.AsyncBaseTransport | None = None
        self._app: ASGIApp | None = None
        self._reachable = url is not None
        self.witness: Witness | None = None

    def join(self, app: ASGIApp) -> None:
        """Has the calls go to `app` in this process from now on."""
        self._app, self._transport, self._reachable = app, None, True

    async def close(self) -> None:
        """Lets the connections go; the next call opens new ones."""
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.aclose()

    async def send(
        self,
        method: str,
        path: str,
        caller: Caller,
        *,
        query: Query = None,
        json: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: float = DEADLINE,
    ) -> httpx.Response:
        """The service's answer, whatever it says; raises `ServiceUnavailable` when none comes in time.

        A path that leads out of itself by its dots is nowhere: raises `NotFound`, and nobody is asked.
        """
        cause = causality.current()
        own = {
            "authorization": f"Bearer {mint(self._secret, self.name, caller)}",
            "x-correlation-id": cause.correlation_id,
            "traceparent": cause.traceparent,
        }
        if reader.get():
            own["accept-language"] = reader.get()
        request = httpx.Request(
            method,
            self._base + _straight(path),
            params=_given(query),
            json=json,
            content=content,
            # As bytes: a header may hold any of them, and was read as Latin-1.
            headers=[(name.encode(), value.encode("latin-1")) for name, value in {**(headers or {}), **own}.items()],
            extensions={"timeout": {"connect": _CONNECT, "pool": deadline, "read": deadline, "write": deadline}},
        )
        exchange = partial(self._exchange, request, deadline)
        if self.witness is None or method in _SAFE:
            return await exchange()
        return await self.witness(method, path, caller, exchange)

    async def _exchange(self, request: httpx.Request, deadline: float) -> httpx.Response:
        if not self._reachable or not self._breaker.allows():
            raise ServiceUnavailable(self.name, self._loss)
        try:
            async with asyncio.timeout(deadline):
                answer = await self._try(request)
        except _NO_ANSWER as error:
            self._breaker.failed()
            arrived = not isinstance(error, _NOT_REACHED)
            raise ServiceUnavailable(self.name, self._loss, may_have_arrived=arrived) from error
        self._breaker.succeeded()
        return answer

    async def call(self, method: str, path: str, caller: Caller, **kwargs: Any) -> Any:
        """The JSON of a good answer (None where there is no body); raises `Refused` or `ServiceUnavailable`."""
        answer = await self.fetch(method, path, caller, **kwargs)
        return answer.json() if answer.content else None

    async def fetch(self, method: str, path: str, caller: Caller, **kwargs: Any) -> httpx.Response:
        """The good answer itself, for what is not JSON; raises `Refused` or `ServiceUnavailable`."""
        answer = await self.send(method, path, caller, **kwargs)
        if answer.is_success or answer.status_code == httpx.codes.NOT_MODIFIED:
            return answer
        refused = Refused.by(self.name, answer)
        if refused.status != httpx.codes.SERVICE_UNAVAILABLE:
            raise refused
        # Where it says no more than that, we know better what is missing; a payment page not ready yet it knows best.
        raise ServiceUnavailable(self.name, self._loss if refused.reason == "unavailable" else refused.message)

    async def _try(self, request: httpx.Request) -> httpx.Response:
        tries = _TRIES if request.method in _SAFE else 1
        while True:
            tries -= 1
            try:
                # The transport itself: a client's redirects, cookies and credentials are not wanted, and cost a third.
                answer = await self._open().handle_async_request(request)
                await _read(answer)
            except _NOT_REACHED:
                if tries == 0:
                    raise
            else:
                return answer

    def _open(self) -> httpx.AsyncBaseTransport:
        if self._transport is None:
            self._transport = self._new_transport()
        return self._transport

    def _new_transport(self) -> httpx.AsyncBaseTransport:
        if self._app is not None:
            return httpx.ASGITransport(app=_to_the_end(self._app), raise_app_exceptions=False)
        return AiohttpTransport(client=_session, verify=_needs_certificates(self._base))


def _to_the_end(app: ASGIApp) -> ASGIApp:
    """`app`, which goes on with what it has begun when nobody waits for it any more, as it does over the network.

    Cut short it would give back a session that a thread is still at work with.
    """
    at_work: set[asyncio.Task[None]] = set()

    def end(task: asyncio.Task[None]) -> None:
        at_work.remove(task)
        if not task.cancelled():
            task.exception()  # the service has told of it: there may be nobody left to hear it

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.ensure_future(app(scope, receive, send))
        at_work.add(task)  # the loop alone does not keep it
        task.add_done_callback(end)
        await asyncio.shield(task)

    return answer


async def _read(answer: httpx.Response) -> None:
    try:
        await answer.aread()
    finally:
        # Whoever is cut short here gives the connection back, or it would be missing from the pool.
        await answer.aclose()


def _session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=_POOL, keepalive_timeout=_KEEP_ALIVE)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


def _needs_certificates(url: str) -> bool:
    # Reading the machine's certificates takes 20 ms, for nothing where the services are reached by plain HTTP.
    return url.startswith("https://")


def _straight(path: str) -> str:
    # They would be followed on the way, and a link's part of the path could ask for what is offered to nobody.
    if not {".", ".."}.isdisjoint(unquote(path).split("/")):
        raise NotFound("There is nothing at this address. Check that it was copied whole.")
    return path


def _given(query: Query) -> Any:
    if query is None or isinstance(query, bytes):
        return query.decode("latin-1") if query else None
    return {name: value for name, value in query.items() if value is not None}
