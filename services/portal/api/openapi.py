"""The OpenAPI document of the whole JSON API, composed from those of the services."""

import asyncio
import time
from typing import Any

from fastapi import APIRouter, FastAPI, Request

from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceClient, ServiceUnavailable
from services.portal.domain.scopes import scope_of
from services.portal.pages.opened import services
from shared.web.caller import Caller
from shared.web.openapi import compose

router = APIRouter(prefix="/api/v1", include_in_schema=False)

_KEPT_FOR = 60.0
_SYSTEM = Caller("system")


@router.get("/openapi.json")
async def openapi(request: Request) -> dict[str, Any]:
    """The document; services that do not answer now are missing from it, and then it is not kept."""
    app: FastAPI = request.app
    kept: tuple[float, dict[str, Any]] | None = getattr(app.state, "openapi", None)
    if kept is not None and time.monotonic() < kept[0]:
        return kept[1]
    answers = await asyncio.gather(*(_document(client) for client in services(request)))
    documents = {"portal": app.openapi()} | {name: document for name, document in answers if document}
    composed = compose(documents, gateway="portal", scope_of=scope_of)
    if all(document for _, document in answers):
        app.state.openapi = (time.monotonic() + _KEPT_FOR, composed)
    return composed


async def _document(client: ServiceClient) -> tuple[str, dict[str, Any] | None]:
    try:
        return client.name, await client.call("GET", "/openapi.json", _SYSTEM)
    except (ServiceUnavailable, Refused):
        return client.name, None
