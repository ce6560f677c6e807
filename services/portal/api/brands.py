"""The brands of a workspace."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StrictBool

from services.portal.adapters.logo_uploads import read_logo
from services.portal.api.identity import EditorDep, StaffDep
from services.portal.domain.branding import Brand
from services.portal.domain.logo import MAX_BYTES, Logo
from services.portal.pages.answers import profiles
from services.portal.queries.brands import brands_of
from services.portal.usecases.change_brand import change_brand
from services.portal.usecases.create_brand import create_brand
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1/settings", route_class=UnitOfWorkRoute, tags=["settings"])

_MOST_BASE64 = MAX_BYTES * 2


class BrandOut(BaseModel):
    """A brand; colours are #rrggbb."""

    brand_id: UUID
    name: str
    accent_color: str
    secondary_color: str | None
    has_logo: bool
    is_default: bool
    retired: bool


class BrandList(BaseModel):
    """All brands of the workspace: there are a few at most, so there is no next page."""

    items: list[BrandOut]
    next_cursor: str | None = None


class NewBrand(BaseModel):
    """`logo_base64` is a PNG, JPEG or WebP picture of at most 512 kB. The first brand is the default one."""

    model_config = ConfigDict(extra="forbid", str_max_length=_MOST_BASE64)

    name: str
    accent_color: str
    secondary_color: str | None = None
    logo_base64: str | None = None
    is_default: StrictBool = False


class BrandChange(BaseModel):
    """What is left out stays as it is; null takes the logo or the second colour away.

    A `retired` brand is offered nowhere and dresses on what it dresses; the default one cannot be retired.
    """

    model_config = ConfigDict(extra="forbid", str_max_length=_MOST_BASE64)

    name: str = ""
    accent_color: str = ""
    secondary_color: str | None = None
    logo_base64: str | None = None
    is_default: StrictBool = False
    retired: StrictBool = False


@router.get("/brands", name="list_brands")
def brands(staff: StaffDep, session: Reading) -> BrandList:
    return BrandList(items=[_out(brand) for brand in brands_of(session, staff.workspace)])


@router.post("/brands", status_code=201, name="create_brand")
def create(request: Request, staff: EditorDep, body: NewBrand, session: Writing) -> BrandOut:
    """Adds a brand, and has it dress the portal if it is the first or is to be the default."""
    brand = create_brand(
        session,
        workspace_id=staff.workspace,
        name=body.name,
        accent_color=body.accent_color,
        secondary_color=body.secondary_color,
        logo=_logo(body.logo_base64),
        is_default=body.is_default,
        public_url=request.app.state.context.settings.public_url,
    )
    profiles(request).forget(staff.workspace)
    return _out(brand)


@router.patch("/brands/{brand_id}", name="change_brand")
def change(request: Request, staff: EditorDep, brand_id: UUID, body: BrandChange, session: Writing) -> BrandOut:
    """Changes what the body names."""
    changes: dict[str, Any] = body.model_dump(include=body.model_fields_set)
    if "logo_base64" in changes:
        changes["logo"] = _logo(changes.pop("logo_base64"))
    brand = change_brand(
        session,
        workspace_id=staff.workspace,
        brand_id=brand_id,
        changes=changes,
        public_url=request.app.state.context.settings.public_url,
    )
    profiles(request).forget(staff.workspace)
    return _out(brand)


def _logo(encoded: str | None) -> Logo | None:
    return read_logo(encoded) if encoded else None


def _out(brand: Brand) -> BrandOut:
    return BrandOut(
        brand_id=brand.id,
        name=brand.name,
        accent_color=brand.accent_color,
        secondary_color=brand.secondary_color,
        has_logo=brand.logo_version is not None,
        is_default=brand.is_default,
        retired=brand.retired_at is not None,
    )
