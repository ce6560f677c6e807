"""Why did I get this: the chain of causes behind a message, a job or an invoice, back to the click."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters.explaining import explain
from services.portal.pages.answers import page, shell
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.why_views import WhyPage, why_chain

router = APIRouter(include_in_schema=False)


@router.api_route("/office/why/{wanted:uuid}", methods=LOOK)
async def why(request: Request, staff: OfficeDep, wanted: UUID) -> Response:
    """What all services tell of the event or record of this id, and of what caused it."""
    known, caller = services(request), caller_of(request, staff)
    found, frame = await asyncio.gather(
        explain(request.app.state.context, known, caller, wanted), frame_of(request, staff)
    )
    content = WhyPage(
        shell=shell(request),
        frame=frame,
        chains=[why_chain(chain) for chain in found.chains],
        away=sorted(found.away),
        command=f"porchlight events explain {wanted}",
    )
    return page("office/why.html", content, status=200 if found.chains or found.away else 404)
