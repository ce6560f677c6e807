"""Holding the link of a holiday proposal: the proof, kept by the browser that opened it, of being a customer with one.

The browser keeps the link itself, which it has in its history anyway, and nothing beside it is kept here: what it is still
good for quotes decides each time, so that it ends where the link does. Keeping it changes nothing, so looking is enough.
"""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from services.portal.pages.answers import dress
from services.portal.pages.browser import is_https, visitor
from services.portal.pages.office_sessions import staff_of_browser
from services.portal.pages.opened import Choice, Opened, door_of, open_quote
from services.portal.pages.profiles import Profile
from shared.errors import PorchlightError

_KEPT_FOR = timedelta(days=90)


def hold(request: Request, answer: Response, opened: Opened) -> None:
    """Has the browser keep the link of a holiday proposal that is pending or active; of anything else it keeps none."""
    if opened.door.is_preview or not opened.in_season:
        return
    answer.set_cookie(
        _cookie(request, opened.profile),
        opened.door.token,
        max_age=int(_KEPT_FOR.total_seconds()),
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )


def holds_any(request: Request, profile: Profile) -> bool:
    """Whether the browser brings such a link at all, good or not."""
    return _cookie(request, profile) in request.cookies


async def held_design(request: Request, profile: Profile, choice: Choice | None = None) -> Opened | None:
    """What the link that the browser holds opens, its design first; None where it holds none that is good for this.

    None as well while quotes is out of reach: the way by the form is still there.
    """
    token = request.cookies.get(_cookie(request, profile))
    staff = await staff_of_browser(request) if token else None
    if not token or (staff is not None and staff.workspace_id == profile.workspace_id):
        return None
    try:
        opened = await open_quote(request, door_of(token, visitor(request), view="holiday"), choice)
    except PorchlightError:
        opened = None
    # Whatever was opened has dressed the page, also a link that somebody has put there by hand.
    dress(request, profile)
    return opened if opened and opened.in_season and opened.profile.workspace_id == profile.workspace_id else None


def _cookie(request: Request, profile: Profile) -> str:
    """By HTTPS the name itself binds the cookie to this host and to HTTPS; plain HTTP, as on loopback, cannot have that."""
    return f"{'__Host-' if is_https(request) else ''}holiday-{profile.slug}"
