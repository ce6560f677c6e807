"""In which language a page speaks: as somebody chose, else as the customer is known to, else as the browser asks."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.portal.pages.browser import is_https
from services.portal.pages.views import Language
from shared.words import NAMES, language_of

_CHOICE = "lang"
_A_YEAR = 365 * 24 * 3600
_LOOKING = frozenset({"GET", "HEAD"})


def language_for(request: HTTPConnection, locale: str, reader: str | None) -> str:
    """The language of a page of a business with this `locale`.

    `reader` is the language of the customer it is for, empty where that is the business's own; None is for whoever comes.
    """
    chosen = chosen_language(request)
    if chosen:
        return chosen
    if reader is None:
        return _asked_for(request.headers.get("accept-language", "")) or language_of(locale)
    return reader if reader in NAMES else language_of(locale)


def languages_of(request: Request, current: str) -> list[Language]:
    """The ways to the same page in other languages; none where it answers a form."""
    if request.method not in _LOOKING:
        return []
    asked = {name: value for name, value in request.query_params.items() if name != _CHOICE}
    return [
        Language(tag=tag, name=name, url=f"?{urlencode({**asked, _CHOICE: tag})}")
        for tag, name in NAMES.items()
        if tag != current
    ]


class RememberLanguage:
    """Keeps the language that somebody chooses by a link of ours, for a year and for nobody else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chosen = _in_query(HTTPConnection(scope)) if scope["type"] == "http" and scope["method"] == "GET" else ""
        if not chosen:
            await self._app(scope, receive, send)
            return
        cookie = _cookie(HTTPConnection(scope), chosen)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def chosen_language(request: HTTPConnection) -> str:
    """The language that whoever asks has chosen, now or before; empty where they have left it to us."""
    return _in_query(request) or _known(request.cookies.get(_cookie_name(request), ""))


def _in_query(request: HTTPConnection) -> str:
    return _known(request.query_params.get(_CHOICE, ""))


def _known(language: str) -> str:
    return language if language in NAMES else ""


def _cookie(request: HTTPConnection, language: str) -> str:
    answer = Response()
    answer.set_cookie(
        _cookie_name(request), language, max_age=_A_YEAR, secure=is_https(request), httponly=True, samesite="lax"
    )
    return answer.headers["set-cookie"]


def _cookie_name(request: HTTPConnection) -> str:
    """By HTTPS the name itself binds the cookie to this host, as with every other cookie here."""
    return f"{'__Host-' if is_https(request) else ''}lang"


def _asked_for(header: str) -> str:
    """The best of what a browser asks for that there is; empty where there is nothing of it."""
    wanted: Mapping[str, float] = {}
    for part in header.split(",")[:20]:
        tag, _, weight = part.partition(";q=")
        language = tag.strip().split("-")[0].lower()
        if language in NAMES:
            wanted = {language: _weight(weight), **wanted}
    best = max(wanted, key=lambda language: wanted[language], default="")
    return best if best and wanted[best] > 0 else ""


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
