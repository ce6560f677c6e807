"""The ASGI application: the API under /v1, hosted pages under /c/pay, the dashboard; all work is done in threads."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TypeVarTuple
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from .api import Request, respond
from .dashboard import show_payment, show_payments, take_action
from .hosted import about, show_page, take_choice
from .onboarding import finish_setup, show_setup
from .sandbox import Sandbox, Settings
from .webhooks import Endpoint

_MAX_BODY = 1_000_000

Arguments = TypeVarTuple("Arguments")


def build_app(
    *, database: Path, webhook_url: str, webhook_secret: str, public_url: str, settle_after: float = 20.0
) -> Starlette:
    """The sandbox as an app to be served at `public_url`, which includes the prefix it is mounted at.

    Its `state.sandbox` has to be started and closed by whoever serves it: a mounted app has no lifespan of its own.
    """
    settings = Settings(database, public_url, Endpoint(webhook_url, webhook_secret), settle_after)
    app = Starlette(
        routes=[
            Route("/", _about, methods=["GET"]),
            Route("/c/pay/{session_id}", _show, methods=["GET"]),
            Route("/c/pay/{session_id}", _choose, methods=["POST"]),
            Route("/setup/{link_id}", _show_setup, methods=["GET"]),
            Route("/setup/{link_id}", _finish_setup, methods=["POST"]),
            Route("/dashboard", _payments, methods=["GET"]),
            Route("/dashboard/{intent_id}", _payment, methods=["GET"]),
            Route("/dashboard/{intent_id}", _act, methods=["POST"]),
            Route("/{path:path}", _api, methods=["GET", "POST", "DELETE"]),
        ]
    )
    app.state.sandbox = Sandbox(settings)
    return app


async def _api(http: HttpRequest) -> Response:
    request = Request(
        method=http.method,
        path="/" + http.path_params["path"],
        query=http.url.query,
        headers={name.lower(): value for name, value in http.headers.items()},
        body=await _body(http),
    )
    return await _in_thread(http, respond, request)


async def _about(_: HttpRequest) -> Response:
    return about()


async def _show(http: HttpRequest) -> Response:
    return await _in_thread(http, show_page, http.path_params["session_id"])


async def _choose(http: HttpRequest) -> Response:
    return await _in_thread(http, take_choice, http.path_params["session_id"], await _choice(http))


async def _show_setup(http: HttpRequest) -> Response:
    return await _in_thread(http, show_setup, http.path_params["link_id"])


async def _finish_setup(http: HttpRequest) -> Response:
    return await _in_thread(http, finish_setup, http.path_params["link_id"], await _choice(http))


async def _choice(http: HttpRequest) -> str:
    return (await _form(http)).get("choice", "")


async def _payments(http: HttpRequest) -> Response:
    return await _in_thread(http, show_payments)


async def _payment(http: HttpRequest) -> Response:
    return await _in_thread(http, show_payment, http.path_params["intent_id"])


async def _act(http: HttpRequest) -> Response:
    return await _in_thread(http, take_action, http.path_params["intent_id"], await _form(http))


async def _form(http: HttpRequest) -> dict[str, str]:
    fields = parse_qs((await _body(http)).decode("utf-8", "replace"))
    return {name: values[-1] for name, values in fields.items()}


async def _in_thread(
    http: HttpRequest, work: Callable[[Sandbox, *Arguments], Response], *arguments: *Arguments
) -> Response:
    sandbox: Sandbox = http.app.state.sandbox
    return await asyncio.get_running_loop().run_in_executor(sandbox.workers, work, sandbox, *arguments)


async def _body(http: HttpRequest) -> bytes:
    body = b""
    async for chunk in http.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return body
