"""How somebody came: the mark in the address they opened, kept by their browser for the rest of the visit.

Opening an address notes nothing here. What a visitor then does is noted with its channel before any service hears of it.
"""

import re
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.portal.domain.arrival import DIRECT, VISIT, read_channel
from services.portal.pages.browser import client_ip, is_https
from services.portal.usecases.limit_arrivals import limit_arrivals
from services.portal.usecases.note_arrival import note_arrival
from shared.errors import PorchlightError, TooMany

log = structlog.get_logger()

MARK = "via"
_CUSTOMERS = re.compile(r"/(portal|quote|l|r|customer|api/v1/public)/")


class Arrivals:
    """Around everything: keeps the mark in the browser, and notes by which channel a customer's request came."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _CUSTOMERS.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        if scope["method"] == "POST":
            await _note(request)
        come = read_channel(request.query_params.get(MARK, ""))

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start" and come != DIRECT:
                MutableHeaders(scope=message).append("set-cookie", _cookie(request, come))
            await send(message)

        await self._app(scope, receive, send_marked)


def came_by(request: HTTPConnection) -> str:
    """The channel by which this visitor has come."""
    return read_channel(request.query_params.get(MARK) or request.cookies.get(MARK, ""))


async def _note(request: HTTPConnection) -> None:
    channel = came_by(request)
    if channel == DIRECT:
        return
    try:
        await run_in_threadpool(_keep, request.app.state.context, channel, client_ip(request))
    except TooMany:
        return  # more than visitors do: what programs lead to counts as what came directly
    except (SQLAlchemyError, PorchlightError) as error:
        # What a customer wants is not refused because it could not be counted.
        log.warning("arrival_not_noted", exc_info=error)


def _keep(context: Any, channel: str, ip: str) -> None:
    limit_arrivals(context.database, ip=ip)
    with context.database.begin() as session:
        note_arrival(session, channel=channel)


def _cookie(request: HTTPConnection, channel: str) -> str:
    answer = Response()
    seconds, secure = int(VISIT.total_seconds()), is_https(request)
    answer.set_cookie(MARK, channel, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")
    return answer.headers["set-cookie"]
