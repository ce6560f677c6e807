"""What becomes of an estimate in the console: another one is made of it, or it is withdrawn for good."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import quotes_client, quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import see
from services.portal.pages.errors import problem_page
from services.portal.pages.office_estimates import record_page
from services.portal.pages.office_records import void_form
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.opened import services

router = APIRouter(include_in_schema=False)

_LIST = "/office/estimates"
_INVALID, _CONFLICT = 422, 409


@router.post(_LIST + "/{estimate_id:uuid}/duplicate")
async def duplicate(
    request: Request, staff: OfficeDep, estimate_id: UUID, once: Annotated[str, Form()] = ""
) -> Response:
    """Drafts another one with the same contents, and opens it to be changed; a button pressed twice drafts one."""
    client, caller = services(request).quotes, caller_of(request, staff)
    made = await quotes_editing.duplicate(client, caller, str(estimate_id), key=once)
    return see(f"{_LIST}/{made}/edit")


@router.post(_LIST + "/{estimate_id:uuid}/void")
async def void(request: Request, staff: OfficeDep, estimate_id: UUID, reason: Annotated[str, Form()] = "") -> Response:
    """Withdraws it; where a reason is missing, or too long, the form says so."""
    client, caller, this = services(request).quotes, caller_of(request, staff), str(estimate_id)
    try:
        await quotes_editing.void(client, caller, this, reason)
    except Refused as refused:
        if refused.status == _CONFLICT:
            return problem_page(request, refused.status, refused.message)
        if refused.status != _INVALID:
            raise
        found = await quotes_client.estimate(client, caller, this)
        said = refused.message.replace("reason must not be empty", "Say why: it was accepted", 1)
        failed = void_form(found, reason=reason, problem=said[:1].upper() + said[1:])
        return await record_page(request, staff, estimate_id, voiding=failed, status=_INVALID)
    return see(f"{_LIST}/{this}")
