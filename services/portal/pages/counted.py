"""What a customer's page carries so that it can be counted: where a view of it is told, and the proof that it was served."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request

from services.portal.domain.arrival import DIRECT
from services.portal.domain.nonce import is_page_nonce, page_nonce
from services.portal.pages.arrivals import MARK, came_by
from services.portal.pages.places import LOOK
from shared.clock import utc_now
from shared.ids import new_id

_RECORDS = ("quote", "l")


@dataclass(frozen=True, slots=True)
class ViewToTell:
    """A view that is told by a POST to `url` with the `nonce` in a header, once a person has shown up."""

    url: str
    nonce: str


def view_to_tell(request: Request, slug: str, home_url: str) -> ViewToTell | None:
    """That of the page that answers `request`; None for what is not a page of customers."""
    page = _page_at(request.url.path)
    if page is None or request.method not in LOOK:
        return None
    view_id, channel = new_id(), came_by(request)
    query = {"page": page, "view": str(view_id)} | ({MARK: channel} if channel != DIRECT else {})
    nonce = page_nonce(_secret(request), _name(slug, page, view_id), utc_now())
    return ViewToTell(f"{home_url}/seen?{urlencode(query)}", nonce)


def was_served(request: Request, slug: str, page: str, view_id: UUID) -> bool:
    """Whether the request carries the nonce of that page, which was served not long ago."""
    nonce = request.headers.get("x-nonce", "")
    return is_page_nonce(_secret(request), _name(slug, page, view_id), nonce, utc_now())


def _page_at(path: str) -> str | None:
    """What the page at `path` is called, such as request for a portal's tab."""
    first, *rest = path.strip("/").split("/")
    if first == "portal":
        return "home" if len(rest) == 1 else rest[1] if len(rest) == len(("slug", "tab")) else None
    if first in _RECORDS:
        return "record" if len(rest) == 1 else rest[1] if rest[1:] == ["payment"] else None
    return "dashboard" if path == "/customer" else None


def _name(slug: str, page: str, view_id: UUID) -> str:
    """The view, among all that nonces are made for: by a name that no link's token can have."""
    return f"seen:{slug}:{page}:{view_id}"


def _secret(request: Request) -> str:
    secret: str = request.app.state.context.settings.service_token_secret.get_secret_value()
    return secret
