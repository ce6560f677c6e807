"""QR codes of the portal and of each of its tabs: as pictures, and as sheets to print."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters.qr_codes import Sheet, Size, drawn, sheet
from services.portal.domain.brand import palette
from services.portal.pages.browser import own_url
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.tabs import TAB_CALLS, feature_at, open_at, profile_at
from services.portal.queries.brands import logo_of

router = APIRouter(include_in_schema=False)

_FOR_NOW = {"Cache-Control": "public, max-age=300"}
_NEUTRAL = "#334155"
_WELCOME = "Find everything in our customer portal"


@router.api_route("/portal/{slug}/qr.svg", methods=LOOK)
async def as_svg(request: Request, slug: str, tab: str = "") -> Response:
    """The code as a drawing, which is sharp at every size."""
    profile = await _at(request, slug, tab)
    picture = drawn(_address(request, profile, tab, "qr"), "svg")
    return _file(picture, "image/svg+xml", f"{slug}-{tab or 'portal'}.svg")


@router.api_route("/portal/{slug}/qr.png", methods=LOOK)
async def as_png(request: Request, slug: str, tab: str = "") -> Response:
    """The code as a picture, for whatever takes no drawings."""
    profile = await _at(request, slug, tab)
    picture = await run_in_threadpool(drawn, _address(request, profile, tab, "qr"), "png")
    return _file(picture, "image/png", f"{slug}-{tab or 'portal'}.png")


@router.api_route("/portal/{slug}/qr-sheet.pdf", methods=LOOK)
async def as_sheet(request: Request, slug: str, tab: str = "", size: Size = "card") -> Response:
    """Business cards, a door hanger or a yard sign, dressed as the business."""
    profile = await _at(request, slug, tab)
    address = _address(request, profile, tab, f"qr-{size}")
    pdf = await run_in_threadpool(_sheet, request, profile, address, tab, size)
    return _file(pdf, "application/pdf", f"{slug}-{tab or 'portal'}-{size}.pdf")


async def _at(request: Request, slug: str, tab: str) -> Profile:
    """The workspace; raises `NotFound` where there is no such tab, or it is off: nobody is to print what leads nowhere."""
    return await open_at(request, slug, feature_at(tab)) if tab else await profile_at(request, slug)


def _address(request: Request, profile: Profile, tab: str, via: str) -> str:
    """Where the code leads, with the mark by which visits from different places are told apart."""
    part = f"/{tab}" if tab else ""
    return f"{own_url(request)}/portal/{profile.slug}{part}?via={via}"


def _sheet(request: Request, profile: Profile, address: str, tab: str, size: Size) -> bytes:
    with request.app.state.context.database.read() as session:
        logo = logo_of(session, profile.workspace_id) if profile.has_logo else None
    what = Sheet(
        company=profile.business.name,
        accent=palette(profile.colour).light.heading if profile.colour else _NEUTRAL,
        logo=logo.content if logo else None,
        call=TAB_CALLS[feature_at(tab)] if tab else _WELCOME,
        address=address,
    )
    return sheet(what, size)


def _file(content: bytes, media_type: Literal["image/svg+xml", "image/png", "application/pdf"], name: str) -> Response:
    headers = _FOR_NOW | {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
