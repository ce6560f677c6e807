"""The photos that came with a request: as its lead has them, and handed on to the estimate made of it."""

from collections.abc import Sequence
from uuid import UUID

import httpx
from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import quotes_leads
from services.portal.domain.request_photo import RequestPhoto
from services.portal.pages.opened import services
from services.portal.queries.request_photos import PhotoForm, content_of, get_photo, photos_of_request
from shared.web.caller import Caller
from shared.web.files import file_response


async def photos_of(request: Request, workspace_id: UUID, lead_id: UUID) -> Sequence[RequestPhoto]:
    """What came with the request that the lead is; a lead has its request's id."""

    def look_up() -> Sequence[RequestPhoto]:
        with request.app.state.context.database.read() as session:
            return photos_of_request(session, workspace_id, lead_id)

    return await run_in_threadpool(look_up)


async def quote_with_photos(request: Request, caller: Caller, workspace_id: UUID, lead_id: UUID) -> httpx.Response:
    """Has the lead's estimate drafted with all of its photos, in one step: it is there with them, or not at all."""

    def look_up() -> list[quotes_leads.Photo]:
        with request.app.state.context.database.read() as session:
            found = photos_of_request(session, workspace_id, lead_id, whole=True)
            return [quotes_leads.Photo(photo.name, photo.content_type, photo.content) for photo in found]

    photos = await run_in_threadpool(look_up)
    return await quotes_leads.quote(services(request).quotes, caller, str(lead_id), photos)


def photo_answer(request: Request, workspace_id: UUID, lead_id: UUID, photo_id: UUID, form: PhotoForm) -> Response:
    """The photo; 304 for a browser that has it. Raises `PhotoNotFound`."""
    database = request.app.state.context.database
    with database.read() as session:
        photo = get_photo(session, workspace_id, lead_id, photo_id)

    def content() -> bytes:
        with database.read() as session:
            return content_of(session, workspace_id, photo_id, form)

    return file_response(request, sha256=photo.sha256, content_type=photo.content_type, content=content)
