"""A service that remembers who asked it what, and refuses on demand."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.routing import Route

from shared.tokens import KeyRing, verify
from shared.web.errors import install_errors, problem
from tests.support.services import SECRETS


@dataclass
class Recorded:
    """One call: who made it, in the words of the internal token."""

    method: str
    path: str
    query: str
    claims: dict[str, Any]
    body: bytes
    headers: dict[str, str]


class FakeApp(FastAPI):
    """Its routes cost nothing to make, as each of a thousand tests has a hundred: what is asked is not checked."""

    def add_api_route(
        self, path: str, endpoint: Callable[..., Any], *, methods: Sequence[str] = ("GET",), status_code: int = 200
    ) -> None:
        """Has `path` answered by `endpoint`, which is given parts of the path, of the query and the `request` by name."""
        names = inspect.signature(endpoint).parameters

        async def answer(request: Request) -> Response:
            known: dict[str, Any] = {**request.query_params, **request.path_params, "request": request}
            found = endpoint(**{name: known[name] for name in names if name in known})
            content = await found if inspect.isawaitable(found) else found
            if isinstance(content, Response):
                return content
            return Response(status_code=status_code) if content is None else JSONResponse(content, status_code)

        self.add_route(path, answer, methods=[*methods])

    def openapi(self) -> dict[str, Any]:
        """The paths, and nothing more of them."""
        paths = {route.path: {"get": {"responses": {}}} for route in self.routes if isinstance(route, Route)}
        return {"openapi": self.openapi_version, "paths": paths}


class FakeService:
    """Answers the gateway only; `refuse` makes a path refuse."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[Recorded] = []
        self.refusals: dict[str, Response] = {}
        self.app = FakeApp()
        install_errors(self.app)
        self.app.add_api_route("/steps/{wanted}", self.steps)

        @self.app.middleware("http")
        async def remember(request: Request, answer: Any) -> Response:
            body = await request.body()
            recorded = self._recorded(request, body)
            self.calls.append(recorded)
            request.state.claims = recorded.claims
            refused = self.refusals.get(request.url.path)
            if refused:
                return refused
            response: Response = await answer(request)
            return response

    async def steps(self) -> dict[str, Any]:
        return {"items": []}

    def refuse(self, path: str, status: int, code: str, detail: str, *fields: tuple[str, str]) -> None:
        errors = [{"field": name, "message": text} for name, text in fields]
        self.answer(path, problem(status, code, detail, errors=errors or None))

    def answer(self, path: str, answer: Response) -> None:
        """Has `path` answer with this, whatever it is asked."""
        self.refusals[path] = answer

    def asked(self, method: str) -> list[str]:
        """The paths that were called with this method, in order."""
        return [call.path for call in self.calls if call.method == method]

    def last(self, path: str) -> Recorded:
        return next(call for call in reversed(self.calls) if call.path == path)

    def _recorded(self, request: Request, body: bytes) -> Recorded:
        token = request.headers["authorization"].removeprefix("Bearer ")
        claims = verify(KeyRing((SECRETS["SERVICE_TOKEN_SECRET"],)), token, audience=f"service:{self.name}")
        url, headers = request.url, dict(request.headers)
        return Recorded(request.method, url.path, url.query, claims, body, headers)
