"""One ASGI middleware around every service: correlation, one canonical log line and one measurement per request."""

import asyncio
import inspect
import re
import time
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared import causality
from shared.metrics import REQUESTS

log = structlog.get_logger()

MAX_BODY = 2 * 1024 * 1024
MAX_UPLOAD = 16 * 1024 * 1024
MAX_BATCH = 80 * 1024 * 1024
_GONE_AWAY = 499
"""What nginx made customary for a browser that left before the answer: nobody's error."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CORRELATION_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


class RequestMiddleware:
    """Binds the request's cause, limits its body, logs it once; `trusted` takes the caller's correlation id as its own.

    A path that `uploads` matches may be sent a file, one that `batches` matches a form with several. Of such a form no more
    is read than fits, but what answers it gets to know that there is more: it can say which of the files is too much.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        service: str,
        trusted: bool,
        uploads: re.Pattern[str] | None = None,
        batches: re.Pattern[str] | None = None,
    ) -> None:
        self._app = app
        self._service = service
        self._trusted = trusted
        self._uploads = uploads
        self._batches = batches

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status, started_to_answer = 500, False
        headers = dict(scope["headers"])
        cause = self._cause(headers)

        async def send_noting(message: Message) -> None:
            nonlocal status, started_to_answer
            if message["type"] == "http.response.start":
                status, started_to_answer = message["status"], True
                message["headers"] = [*message["headers"], (b"x-correlation-id", cause.correlation_id.encode())]
            await send(message)

        with causality.caused_by(cause, service=self._service):
            try:
                await self._answer(scope, receive, send_noting, headers)
            except asyncio.CancelledError:
                status = _GONE_AWAY
                raise
            except Exception as error:
                # Answered here, inside the request's context, so that the answer and the log line name the same id.
                if started_to_answer:
                    raise
                answer = scope["app"].exception_handlers[Exception](Request(scope), error)
                answer = await answer if inspect.isawaitable(answer) else answer
                await answer(scope, receive, send_noting)
            finally:
                self._note(scope, status, time.perf_counter() - started)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes]) -> None:
        if _CONTROL.search(scope["path"]):
            # A line break ends what a route's pattern sees: such an address would be answered by no handler of ours.
            await _refuse(
                scope, receive, send, HTTPException(404, "There is nothing at an address with control characters.")
            )
            return
        length = headers.get(b"content-length", b"0")
        most = self._most(scope, headers)
        if length.isdigit() and int(length) > most and most < MAX_BATCH:
            await _refuse(scope, receive, send, _too_large(most))
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise _too_large(most)
            return message

        await self._app(scope, receive_counting, send)

    def _most(self, scope: Scope, headers: dict[bytes, bytes]) -> int:
        if self._batches is not None and self._batches.fullmatch(scope["path"]):
            return MAX_BATCH if headers.get(b"content-type", b"").startswith(b"multipart/") else MAX_BODY
        takes_files = self._uploads is not None and self._uploads.fullmatch(scope["path"])
        return MAX_UPLOAD if takes_files else MAX_BODY

    def _cause(self, headers: dict[bytes, bytes]) -> causality.Cause:
        given = headers.get(b"x-correlation-id", b"").decode("latin-1") if self._trusted else ""
        correlation = given if _CORRELATION_ID.fullmatch(given) else None
        trace = headers.get(b"traceparent", b"").decode("latin-1")
        return causality.begin(correlation, correlation, trace if _TRACEPARENT.fullmatch(trace) else None)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        REQUESTS.labels(self._service, scope["method"], route, str(status)).observe(seconds)
        keys: dict[str, Any] = {"method": scope["method"], "route": route, "status": status}
        log.info("request", **keys, milliseconds=round(seconds * 1000, 1))


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"The request is larger than {most // (1024 * 1024)} MB. Send less.")


async def _refuse(scope: Scope, receive: Receive, send: Send, error: HTTPException) -> None:
    """Answers as the application answers the same error, which may be by a page."""
    answer = scope["app"].exception_handlers[HTTPException](Request(scope), error)
    answer = await answer if inspect.isawaitable(answer) else answer
    await answer(scope, receive, send)
