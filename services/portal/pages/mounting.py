"""The application around the pages: what is made once for it, the layers that each request passes, and its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from services.portal.api.identity import identify
from services.portal.api.witness import Witness
from services.portal.pages.arrivals import Arrivals
from services.portal.pages.assets import Assets
from services.portal.pages.errors import install_pages
from services.portal.pages.languages import RememberLanguage
from services.portal.pages.profiles import Profiles
from services.portal.pages.rendering import STATIC_URL, load_templates
from services.portal.pages.security import SameSiteOnly, SecurityHeaders
from services.portal.pages.steady import Pace
from services.portal.pages.stopping import Stopping, note_signals
from shared.service import Context


def mount(app: FastAPI, context: Context) -> None:
    """Finishes the application: files, errors as pages, and the two layers around everything."""
    for client in context.adapters:
        client.witness = Witness(context.database)
    app.state.profiles = Profiles(context.database)
    app.state.identify = identify
    app.state.stopping = Stopping()
    app.state.pace = Pace()
    app.mount(STATIC_URL, Assets(), name="static")
    install_pages(app)
    app.add_middleware(RememberLanguage)
    app.add_middleware(Arrivals)
    app.add_middleware(SameSiteOnly)
    _wrap_in_headers(app)
    _close_at_the_end(app, context)


def _wrap_in_headers(app: FastAPI) -> None:
    """Around all layers there are, also those that answer for what failed in the others."""
    build = app.build_middleware_stack

    def build_dressed() -> ASGIApp:
        return SecurityHeaders(build(), app)

    app.build_middleware_stack = build_dressed  # type: ignore[method-assign]


def _close_at_the_end(app: FastAPI, context: Context) -> None:
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: Any) -> AsyncIterator[Any]:
        note_signals(app.state.stopping)
        await run_in_threadpool(load_templates)
        async with inner(running) as state:
            yield state
        app.state.stopping.set()
        await context.adapters.close()

    app.router.lifespan_context = lifespan
