"""The files in static/, whose addresses change with their content."""

import gzip
from functools import cache

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from services.portal.pages.rendering import PORTAL, asset

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_NOW = "public, max-age=60"
_FOLDER = PORTAL / "static"
_TEXTS = (".css", ".js", ".svg")


class Assets(StaticFiles):
    """Kept for ever where the address names the version that is here, for a minute where it names another or none.

    Texts come packed to whoever can unpack them. They hold nothing secret, so that their size gives nothing away.
    """

    def __init__(self) -> None:
        super().__init__(directory=_FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if answer.status_code not in {200, 206, 304}:
            return answer
        if path.endswith(_TEXTS):
            if answer.status_code == 200 and _takes_packed(Headers(scope=scope)):  # noqa: PLR2004 - a whole file
                answer = _packed_answer(path, answer)
            answer.headers["Vary"] = "Accept-Encoding"
        asked = scope["query_string"].decode("latin-1")
        current = asset(path).partition("?")[2]
        answer.headers["Cache-Control"] = _FOR_EVER if asked == current else _FOR_NOW
        return answer


def _takes_packed(headers: Headers) -> bool:
    return "range" not in headers and "gzip" in headers.get("accept-encoding", "").lower()


def _packed_answer(path: str, whole: Response) -> Response:
    headers = {"Content-Encoding": "gzip", "Last-Modified": whole.headers["last-modified"]}
    return Response(_packed(path), media_type=whole.media_type, headers=headers)


@cache
def _packed(path: str) -> bytes:
    return gzip.compress((_FOLDER / path).read_bytes(), mtime=0)
