"""The photos that came with a request for an estimate, by program, and the estimate that gets them."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from services.portal.adapters import quotes_leads
from services.portal.api.gateway import as_it_is
from services.portal.api.identity import EditorDep, StaffDep
from services.portal.pages.lead_photos import photo_answer, photos_of, quote_with_photos
from services.portal.pages.opened import services
from shared.web.unit_of_work import UnitOfWorkRoute

router = APIRouter(prefix="/api/v1/leads/{lead_id}", route_class=UnitOfWorkRoute, tags=["leads"])

_IMAGES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The photo.", "content": {"image/jpeg": {}, "image/png": {}}}
}


class LeadPhoto(BaseModel):
    """One photo: `/photos/{photo_id}/file` is the whole of it, `/thumbnail` small."""

    photo_id: UUID
    name: str
    content_type: str
    width: int
    height: int
    size: int
    sha256: str


class LeadPhotos(BaseModel):
    """All of them, in the order they came."""

    items: list[LeadPhoto]


@router.get("/photos")
async def lead_photos(request: Request, staff: StaffDep, lead_id: UUID) -> LeadPhotos:
    """What came with the request."""
    # Leads are known to quotes, which refuses another workspace's.
    await quotes_leads.lead(services(request).quotes, staff, str(lead_id))
    found = await photos_of(request, staff.workspace, lead_id)
    return LeadPhotos(
        items=[
            LeadPhoto(
                photo_id=photo.id,
                name=photo.name,
                content_type=photo.content_type,
                width=photo.width,
                height=photo.height,
                size=photo.size,
                sha256=photo.sha256,
            )
            for photo in found
        ]
    )


@router.get("/photos/{photo_id}/file", response_class=Response, responses=_IMAGES)
def lead_photo_file(request: Request, staff: StaffDep, lead_id: UUID, photo_id: UUID) -> Response:
    """The photo."""
    return photo_answer(request, staff.workspace, lead_id, photo_id, "file")


@router.get("/photos/{photo_id}/thumbnail", response_class=Response, responses=_IMAGES)
def lead_photo_thumbnail(request: Request, staff: StaffDep, lead_id: UUID, photo_id: UUID) -> Response:
    """The photo, small."""
    return photo_answer(request, staff.workspace, lead_id, photo_id, "thumbnail")


# Documented by quotes, which answers it; what the portal adds are the photos it has kept.
@router.post("/estimate", include_in_schema=False)
async def quote(request: Request, staff: EditorDep, lead_id: UUID) -> Response:
    """The estimate of a lead."""
    return as_it_is(await quote_with_photos(request, staff, staff.workspace, lead_id))
