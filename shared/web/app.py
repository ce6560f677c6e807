"""The HTTP application of a service, made from its manifest."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI

from shared.service import Context
from shared.web import health, steps
from shared.web.errors import install_errors
from shared.web.middleware import RequestMiddleware

THREADS = 1000
"""For all requests of a process together; docs/decisions/0003 tells why so many."""


def build_api(context: Context) -> FastAPI:
    """The service's application."""
    service = context.service
    if service.public:
        context.database.hurry()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        context.database.listen()
        # A request goes on in another thread while it holds its row's lock: were all threads taken by requests that wait
        # for that lock, nobody would ever move again. So there are more threads than requests are let in.
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield

    app = FastAPI(
        title=f"Porchlight {service.name}",
        version="1",
        docs_url=None,
        redoc_url=None,
        # Its redirects repeat the Host header, which anybody can make up; an address is right to the last character, too.
        redirect_slashes=False,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: f"{service.name}_{route.name}",
    )
    app.state.context = context
    app.state.measured = [context]
    app.include_router(health.router)
    if not service.public:
        app.include_router(steps.router)
    for router in service.routers:
        app.include_router(router)
    install_errors(app)
    service.mount(app, context)
    app.add_middleware(
        RequestMiddleware,
        service=service.name,
        trusted=not service.public,
        uploads=service.uploads,
        batches=service.batches,
    )
    return app
