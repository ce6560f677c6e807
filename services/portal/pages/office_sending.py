"""Sending an estimate from the console: as what, by what, and why it did not go out."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import see
from services.portal.pages.office_estimates import record_page
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.office_views import SendProblem
from services.portal.pages.opened import services
from services.portal.pages.quote_kinds import Kind
from shared.words import say

router = APIRouter(include_in_schema=False)

_TITLES = {
    "link_setup": say("There can be no link yet"),
    "missing_options": say("There are no packages to choose from"),
    "missing_maintenance_plan": say("There is no maintenance plan in it"),
    "missing_contact": say("The customer cannot be reached that way"),
    "email_unavailable": say("Email does not go out for the moment"),
    "sms_unavailable": say("Text messages are not set up"),
}
"""What is wrong, by the category of the failure; how to go on, the failure itself says."""


@router.post("/office/estimates/{estimate_id}/send")
async def send(
    request: Request,
    staff: OfficeDep,
    estimate_id: UUID,
    kind: Annotated[Kind | None, Form()] = None,
    channel: Annotated[Literal["email", "sms"], Form()] = "email",
) -> Response:
    """Has the customer get the link, for the first time or again; where that fails the dialog says why."""
    asked: dict[str, Any] = {"kind": kind, "channel": channel}
    try:
        await quotes_client.send(services(request).quotes, caller_of(request, staff), str(estimate_id), asked)
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return await record_page(
            request, staff, estimate_id, problem=_problem(refused), asked=asked, status=refused.status
        )
    return see(f"/office/estimates/{estimate_id}")


def _problem(refused: Refused) -> SendProblem:
    category = str(refused.extra.get("category", ""))
    title = _TITLES.get(category, say("It cannot be sent now"))
    return SendProblem(category=category, title=title, sentence=refused.message)
