"""A service that remembers who asked it what, and refuses on demand."""

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response

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


class FakeService:
    """Answers the gateway only; `refuse` makes a path refuse."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[Recorded] = []
        self.refusals: dict[str, Response] = {}
        self.app = FastAPI()
        install_errors(self.app)

        @self.app.middleware("http")
        async def remember(request: Request, answer: Any) -> Response:
            body = await request.body()
            self.calls.append(self._recorded(request, body))
            refused = self.refusals.get(request.url.path)
            if refused:
                return refused
            response: Response = await answer(request)
            return response

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
