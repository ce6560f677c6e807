"""Settings, Brands: what dresses the portal, its messages and its papers, and how that will look."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from services.portal.adapters.logo_uploads import read_picture
from services.portal.domain.brand import NEUTRAL, InvalidColour, dress_css, parse
from services.portal.domain.branding import Brand
from services.portal.domain.errors import InvalidLogo
from services.portal.domain.logo import Logo
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, profiles, see, shell
from services.portal.pages.brand_views import BrandLine, BrandPage, BrandsPage
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, may_edit
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import settings
from services.portal.pages.places import LOOK
from services.portal.pages.views import FieldError
from services.portal.queries.brands import brand_of, brands_of, logo_of_brand
from services.portal.usecases.change_brand import change_brand
from services.portal.usecases.create_brand import create_brand
from shared.errors import Conflict, Invalid, NotFound
from shared.web.forms import FileFormRoute
from shared.words import named, say

_HERE = "/office/settings/brands"
router = APIRouter(include_in_schema=False, prefix=_HERE, route_class=FileFormRoute)
_NAMES = {"name": say("The name"), "accent_color": say("The colour")}


@router.api_route("", methods=LOOK)
async def brands(request: Request, staff: OfficeDep) -> Response:
    """All of them, the one that dresses the portal marked."""
    return await _list(request, staff)


@router.api_route("/look.css", methods=LOOK)
async def look(_staff: OfficeDep, colour: Annotated[str, Query(max_length=7)] = NEUTRAL) -> Response:
    """The stylesheet of a preview in this colour, on light and on dark; in no colour where it is none."""
    return Response(dress_css(colour), media_type="text/css")


@router.api_route("/new", methods=LOOK)
async def blank(request: Request, staff: EditingOfficeDep) -> Response:
    return await _form(request, staff, None)


@router.post("/new")
async def create(request: Request, staff: EditingOfficeDep) -> Response:
    """Adds a brand, or shows how it would look."""
    return await _save(request, staff, None)


@router.api_route("/{brand_id:uuid}", methods=LOOK)
async def edit(request: Request, staff: OfficeDep, brand_id: UUID, saved: str = "") -> Response:
    return await _form(request, staff, await run_in_threadpool(_brand, request, staff, brand_id), saved=bool(saved))


@router.post("/{brand_id:uuid}")
async def change(request: Request, staff: EditingOfficeDep, brand_id: UUID) -> Response:
    """Changes a brand, or shows how it would look."""
    return await _save(request, staff, await run_in_threadpool(_brand, request, staff, brand_id))


@router.post("/{brand_id:uuid}/default")
async def wear(request: Request, staff: EditingOfficeDep, brand_id: UUID) -> Response:
    """Has it dress the portal."""
    return await _act(request, staff, brand_id, {"is_default": True})


@router.post("/{brand_id:uuid}/retire")
async def retire(request: Request, staff: EditingOfficeDep, brand_id: UUID) -> Response:
    """Offers it nowhere any more."""
    return await _act(request, staff, brand_id, {"retired": True})


@router.post("/{brand_id:uuid}/take-back")
async def take_back(request: Request, staff: EditingOfficeDep, brand_id: UUID) -> Response:
    """Offers it again."""
    return await _act(request, staff, brand_id, {"retired": False})


@router.api_route("/{brand_id:uuid}/logo", methods=LOOK)
async def logo(request: Request, staff: OfficeDep, brand_id: UUID) -> Response:
    """Its logo, for the office alone: customers see that of the default brand."""
    picture = await run_in_threadpool(_logo_of, request, staff, brand_id)
    if picture is None:
        raise NotFound(say("This brand has no logo."))
    return Response(picture.content, media_type=picture.media_type)


async def _act(request: Request, staff: Staff, brand_id: UUID, changes: dict[str, Any]) -> Response:
    try:
        await _write(request, staff, change_brand, brand_id=brand_id, changes=changes)
    except Conflict as refused:
        return await _list(request, staff, problem=refused.message, status=409)
    return see(_HERE)


async def _save(request: Request, staff: Staff, brand: Brand | None) -> Response:
    async with request.form() as form:
        content = await _bytes(form)
    typed: dict[str, Any] = {name: text_in(form, name) for name in _NAMES}
    if text_in(form, "do") == "preview":
        return await _form(request, staff, brand, typed=typed)
    try:
        changes = typed | await run_in_threadpool(_logo_in, form, content)
        if brand is None:
            made = await _write(request, staff, create_brand, **changes)
            return see(f"{_HERE}/{made}?saved=1")
        await _write(request, staff, change_brand, brand_id=brand.id, changes=changes)
    except (Invalid, Conflict) as wrong:
        return await _form(request, staff, brand, typed=typed, errors=[_told(wrong)], status=_status(wrong))
    return see(f"{_HERE}/{brand.id}?saved=1")


async def _bytes(form: FormData) -> bytes:
    given = form.get("logo")
    return await given.read() if isinstance(given, UploadFile) else b""


def _logo_in(form: FormData, content: bytes) -> dict[str, Logo | None]:
    """The logo that the form brings, or takes away; nothing where it stays as it is."""
    if content:
        return {"logo": read_picture(content)}
    return {"logo": None} if form.get("remove_logo") == "yes" else {}


async def _write(request: Request, staff: Staff, usecase: Callable[..., Brand], **given: Any) -> UUID:
    def run() -> UUID:
        with request.app.state.context.database.begin() as session:
            known = settings(request).public_url
            return usecase(session, workspace_id=staff.workspace_id, public_url=known, **given).id

    written = await run_in_threadpool(run)
    profiles(request).forget(staff.workspace_id)
    return written


async def _list(request: Request, staff: Staff, *, problem: str | None = None, status: int = 200) -> Response:
    frame = await frame_of(request, staff)
    content = BrandsPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        lines=await run_in_threadpool(_lines, request, staff),
        problem=problem,
        new_url=f"{_HERE}/new" if may_edit(staff) else None,
    )
    return page("office/settings_brands.html", content, status=status)


async def _form(
    request: Request,
    staff: Staff,
    brand: Brand | None,
    *,
    typed: dict[str, Any] | None = None,
    status: int = 200,
    **more: Any,
) -> Response:
    frame = await frame_of(request, staff)
    known = {"name": brand.name, "accent_color": brand.accent_color} if brand else {"name": "", "accent_color": NEUTRAL}
    shown = known | (typed or {})
    content = BrandPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        back_url=_HERE,
        look_url=f"{_HERE}/look.css?colour=",
        company=frame.workspace_name,
        heading=brand.name if brand else say("New brand"),
        name=shown["name"],
        colour=_shown_colour(shown["accent_color"]),
        logo_url=_logo_url(brand),
        action=request.url.path if may_edit(staff) else None,
        **more,
    )
    return page("office/settings_brand.html", content, status=status)


def _lines(request: Request, staff: Staff) -> list[BrandLine]:
    with request.app.state.context.database.read() as session:
        return [
            BrandLine(
                url=f"{_HERE}/{brand.id}",
                name=brand.name,
                colour=brand.accent_color,
                logo_url=_logo_url(brand),
                is_default=brand.is_default,
                retired=brand.retired_at is not None,
            )
            for brand in brands_of(session, staff.workspace_id)
        ]


def _brand(request: Request, staff: Staff, brand_id: UUID) -> Brand:
    with request.app.state.context.database.read() as session:
        return brand_of(session, staff.workspace_id, brand_id)


def _logo_of(request: Request, staff: Staff, brand_id: UUID) -> Logo | None:
    with request.app.state.context.database.read() as session:
        return logo_of_brand(session, staff.workspace_id, brand_id)


def _logo_url(brand: Brand | None) -> str | None:
    return f"{_HERE}/{brand.id}/logo?v={brand.logo_version}" if brand and brand.logo_version else None


def _shown_colour(typed: str) -> str:
    try:
        return parse(typed)
    except InvalidColour:
        return NEUTRAL


def _status(wrong: Invalid | Conflict) -> int:
    return 422 if isinstance(wrong, Invalid) else 409


def _told(wrong: Invalid | Conflict) -> FieldError:
    if isinstance(wrong, InvalidLogo):
        return FieldError(field="logo", message=wrong.message)
    field = wrong.field or "name"
    start = _NAMES.get(field, "")
    return FieldError(field=field, message=named(start, wrong.message, field) if start else wrong.message)
