"""The front door of a workspace's portal, and its dress."""

from functools import lru_cache

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.brand import brand_css, palette
from services.portal.domain.logo import Logo
from services.portal.pages.answers import dress, page, shell
from services.portal.pages.holiday_lights import own_tabs
from services.portal.pages.places import LOGIN, LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.recommended import has_just_come, kept_code, visit_nonce, visit_url
from services.portal.pages.tabs import profile_at, tabs_of
from services.portal.pages.views import HomePage
from services.portal.queries.brands import logo_of
from shared.errors import NotFound
from shared.words import say

router = APIRouter(include_in_schema=False)

# The address of a logo or stylesheet changes with its content.
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_NOW = {"Cache-Control": "public, max-age=300"}


@router.api_route("/portal/{slug}", methods=LOOK)
async def home(request: Request, slug: str) -> Response:
    """The portal of exactly this slug, case included; anything else is nobody's page."""
    profile = dress(request, await profile_at(request, slug))
    tabs, own = await tabs_of(request, profile), await own_tabs(request, profile)
    code = kept_code(request)
    content = HomePage(
        shell=shell(request),
        login_url=f"{LOGIN}?portal={slug}",
        tabs=[*tabs, *own],
        recommended=code is not None,
        nonce=visit_nonce(request, code) if code else "",
        visit_url=visit_url(code) if code and has_just_come(request) else None,
    )
    answer = page("customer/home.html", content)
    answer.headers["Cache-Control"] = "no-store" if own or content.recommended else "no-cache"
    return answer


@router.api_route("/portal/{slug}/brand.css", methods=LOOK)
async def brand_stylesheet(request: Request, slug: str) -> Response:
    profile = await profile_at(request, slug)
    if profile.colour is None:
        raise NotFound(say("This workspace has no brand."))
    return Response(_stylesheet(profile.colour), media_type="text/css", headers=_kept(request))


@router.api_route("/portal/{slug}/logo", methods=LOOK)
async def logo(request: Request, slug: str) -> Response:
    profile = await profile_at(request, slug)
    picture = await run_in_threadpool(_read_logo, request, profile) if profile.has_logo else None
    if picture is None:
        raise NotFound(say("This workspace has no logo."))
    return Response(picture.content, media_type=picture.media_type, headers=_kept(request))


def _read_logo(request: Request, profile: Profile) -> Logo | None:
    with request.app.state.context.database.read() as session:
        picture: Logo | None = logo_of(session, profile.workspace_id)
        return picture


def _kept(request: Request) -> dict[str, str]:
    return _FOR_EVER if "v" in request.query_params else _FOR_NOW


@lru_cache(maxsize=1000)
def _stylesheet(colour: str) -> str:
    return brand_css(palette(colour))
