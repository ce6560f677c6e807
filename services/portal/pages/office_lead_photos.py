"""The photos of a lead in the console."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.pages.lead_cards import LIST
from services.portal.pages.lead_photos import photo_answer
from services.portal.pages.office_sessions import OfficeDep
from services.portal.pages.places import LOOK

router = APIRouter(include_in_schema=False, prefix=LIST + "/{lead_id:uuid}/photos/{photo_id:uuid}")


@router.api_route("/file", methods=LOOK)
async def whole(request: Request, staff: OfficeDep, lead_id: UUID, photo_id: UUID) -> Response:
    """The photo."""
    return await run_in_threadpool(photo_answer, request, staff.workspace_id, lead_id, photo_id, "file")


@router.api_route("/thumbnail", methods=LOOK)
async def thumbnail(request: Request, staff: OfficeDep, lead_id: UUID, photo_id: UUID) -> Response:
    """The photo, small."""
    return await run_in_threadpool(photo_answer, request, staff.workspace_id, lead_id, photo_id, "thumbnail")
