"""Two layers around everything the portal answers: headers that browsers obey, and the refusal of other sites' forms."""

from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.portal.pages.browser import is_https
from services.portal.pages.places import LOGIN
from shared.web.errors import problem

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Stripe signs what it sends there, and no browser is involved.
_NO_BROWSER = ("/webhooks/",)
_PASSWORD_LINKS = ("/office/join/", "/office/reset/")
# These pages prove by their nonce that a POST is theirs, or change nothing by it; their own policy has browsers call the
# origin "null".
_OPEN_PAGES = ("/quote/", "/l/", "/portal/", "/r/", "/u/", "/verify/", LOGIN, *_PASSWORD_LINKS)
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": _NOTHING,
    "Cache-Control": "no-store",
}
_HSTS = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Adds what an answer does not say for itself: by default nothing may run, frame, sniff, keep or tell of it."""

    def __init__(self, app: ASGIApp, owner: Any) -> None:
        self._app = app
        self._owner = owner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["app"] = self._owner
        secure = is_https(HTTPConnection(scope))

        async def send_dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), path=scope["path"], secure=secure)
            await send(message)

        await self._app(scope, receive, send_dressed)


def _add_headers(headers: MutableHeaders, *, path: str, secure: bool) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # Forms of who is signed in need an origin to be known by; their addresses hold nothing secret, those of links do.
    signed_in = path.startswith(("/office", "/customer")) and not path.startswith((LOGIN, *_PASSWORD_LINKS))
    headers.setdefault("Referrer-Policy", "same-origin" if signed_in else "no-referrer")
    if secure:
        headers.setdefault("Strict-Transport-Security", _HSTS)


class SameSiteOnly:
    """Refuses what another site has a browser send. Programs, which carry no cookies, are not concerned."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_foreign(scope["method"], scope["path"], Headers(scope=scope)):
            detail = "This came from another site. Open the page itself and try again there."
            await problem(403, "cross_site_request", detail)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_foreign(method: str, path: str, headers: Headers) -> bool:
    if method in _SAFE or path.startswith(_NO_BROWSER):
        return False
    if headers.get("authorization", "").lower().startswith("bearer "):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return False
    if origin == "null":
        return not path.startswith(_OPEN_PAGES)
    return origin.partition("://")[2] != headers.get("host", "")
