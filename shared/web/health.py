"""`/healthz` (the process lives), `/readyz` (it can do its work, with reasons), `/metrics` (Prometheus)."""

import ipaddress
from collections.abc import Iterable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from shared.database.migrate import pending, was_migrated
from shared.errors import NotFound
from shared.messaging.backlog import note_backlog
from shared.service import Context

router = APIRouter(include_in_schema=False)


_PROXY_HEADERS = ("forwarded", "via", "x-real-ip", "x-request-id")


def _only_from_inside(request: Request) -> None:
    """These three are for probes beside the process: what came through a proxy, or from a public address, gets a 404."""
    forwarded = any(name in request.headers for name in _PROXY_HEADERS) or any(
        name.startswith(("x-forwarded-", "cf-")) for name in request.headers
    )
    host = request.client.host if request.client else "127.0.0.1"
    try:
        public = ipaddress.ip_address(host).is_global
    except ValueError:
        public = False
    if forwarded or public:
        raise NotFound("There is nothing here.")


@router.get("/healthz")
def live(request: Request) -> dict[str, str]:
    _only_from_inside(request)
    return {"status": "live"}


@router.get("/readyz")
def ready(request: Request) -> JSONResponse:
    _only_from_inside(request)
    reasons = not_ready(request.app.state.context)
    body = {"status": "not ready" if reasons else "ready", "reasons": reasons}
    return JSONResponse(body, 503 if reasons else 200)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    _only_from_inside(request)
    return Response(measured(request.app.state.measured), media_type=CONTENT_TYPE_LATEST)


def measured(contexts: Iterable[Context]) -> bytes:
    """What Prometheus reads: all that this process counts, and the backlog of each service of `contexts`."""
    for context in contexts:
        note_backlog(context)
    return generate_latest()


def not_ready(context: Context) -> list[str]:
    """Why the service cannot do its work now, in plain words; empty when it can.

    The broker is no reason: what is accepted without it is kept, and goes out when it is back. Nor is a database that the
    release before has left: what it lacks is made up for.
    """
    try:
        with context.database.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        missing = pending(context)
        behind = was_migrated(context)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer to the question
        return [f"The database cannot be reached ({type(error).__name__})."]
    return [f"The database is not migrated; missing: {', '.join(missing)}."] if missing and not behind else []
