"""The files in static/, whose addresses change with their content."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from services.portal.pages.rendering import PORTAL, asset

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_NOW = "public, max-age=60"


class Assets(StaticFiles):
    """Kept for ever where the address names the version that is here, for a minute where it names another or none."""

    def __init__(self) -> None:
        super().__init__(directory=PORTAL / "static")

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if answer.status_code in {200, 206, 304}:
            asked = scope["query_string"].decode("latin-1")
            current = asset(path).partition("?")[2]
            answer.headers["Cache-Control"] = _FOR_EVER if asked == current else _FOR_NOW
        return answer
