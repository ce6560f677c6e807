"""Files that belong to an estimate, as quotes gives them out: to be shown or saved, never to run."""

from typing import cast
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import files, quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceClient, ServiceUnavailable
from services.portal.pages.attachment_views import Shown
from services.portal.pages.browser import visitor
from services.portal.pages.links import looking
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.opened import DoorDep, Opened, services
from services.portal.pages.places import LOOK
from shared.web.caller import Caller

router = APIRouter(include_in_schema=False)

_PASSED_ON = ("content-type", "content-disposition", "etag")
# Kept by the browser, and asked for each time: a link that was revoked shows nothing from then on.
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@looking(router, "/signature")
async def signature(request: Request, door: DoorDep) -> Response:
    """The signature as it was drawn."""
    return await file_of_link(request, door.token, "/signature")


@looking(router, "/attachments/{attachment_id}/file")
async def attached_file(request: Request, door: DoorDep, attachment_id: UUID) -> Response:
    """A photo, or a file to be saved."""
    return await file_of_link(request, door.token, f"/attachments/{attachment_id}/file")


@looking(router, "/attachments/{attachment_id}/thumbnail")
async def attached_thumbnail(request: Request, door: DoorDep, attachment_id: UUID) -> Response:
    """A photo, small."""
    return await file_of_link(request, door.token, f"/attachments/{attachment_id}/thumbnail")


@router.api_route("/office/estimates/{estimate_id}/signature", methods=LOOK)
async def office_signature(request: Request, staff: OfficeDep, estimate_id: UUID) -> Response:
    """The same for the office."""
    return await file_answer(
        request, services(request).quotes, f"/estimates/{estimate_id}/signature", caller_of(request, staff)
    )


async def shown_of_the_work(request: Request, opened: Opened) -> list[Shown]:
    """What the office shows of the job; the page stands without it where it cannot be had."""
    if opened.quote["acceptance"] is None:
        return []
    door = opened.door
    try:
        found = await quotes_client.job_attachments(services(request).quotes, door.path, door.caller)
    except (ServiceUnavailable, Refused):
        return []
    return cast("list[Shown]", found)


@router.api_route("/office/estimates/{estimate_id}/evidence", methods=LOOK)
async def evidence(request: Request, staff: OfficeDep, estimate_id: UUID) -> Response:
    """All that somebody who does not trust us needs to check the record, to be saved and kept nowhere else."""
    path, caller = f"/estimates/{estimate_id}/evidence/export", caller_of(request, staff)
    answer = await files.file(services(request).quotes, path, caller, known=None)
    return Response(
        answer.content, headers={name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
    )


async def file_of_link(request: Request, token: str, part: str) -> Response:
    """A file behind a link; raises what quotes refuses, which it refuses for the page as well."""
    return await file_answer(request, services(request).quotes, quotes_client.link_path(token, part), visitor(request))


async def file_answer(request: Request, client: ServiceClient, path: str, caller: Caller) -> Response:
    """The file that the service has at `path`; 304 for a browser that has it."""
    known = request.headers.get("if-none-match")
    answer = await files.file(client, path, caller, known=known)
    headers = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
    return Response(answer.content, answer.status_code, headers | _HEADERS)
