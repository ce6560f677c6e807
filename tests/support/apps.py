"""Applications of services for tests, which work their routes out once in this process."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from shared.service import Context
from shared.web.app import build_api

_worked_out: dict[tuple[int, ...], tuple[Sequence[APIRouter], list[BaseRoute]]] = {}
"""By the identity of the routers, which are kept as well so that no other ones can take it on."""


def api_of(context: Context) -> FastAPI:
    """`build_api(context)`, with the routes of the first application of these routers.

    What a route makes of its parameters is worked out when it is first asked, which takes longer than most tests. A
    route knows nothing of its application: that, its state and its middleware are new each time.
    """
    app, routers = build_api(context), context.service.routers
    key = tuple(id(router) for router in routers)
    _, app.router.routes[:] = _worked_out.setdefault(key, (routers, list(app.router.routes)))
    return app
