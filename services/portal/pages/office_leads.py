"""Leads in the console: the pipeline, one lead, moving it along, and making its estimate."""

import asyncio
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import quotes_leads
from services.portal.domain.request_photo import RequestPhoto
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.lead_cards import LIST, card, history_of
from services.portal.pages.lead_photos import photos_of, quote_with_photos
from services.portal.pages.lead_views import STAGES, LeadColumn, LeadPage, LeadPhoto, LeadsPage
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.tabs import chosen_by
from services.portal.pages.views import Link
from shared.words import say

router = APIRouter(include_in_schema=False, prefix=LIST)

_SOURCES = {"": say("All"), "portal": say("Portal"), "referral": say("Referrals")}
_IN_A_COLUMN = 25
_ON_A_PAGE = 50
_ONE = "/{lead_id:uuid}"
Status = Literal["new", "contacted", "quoted", "won", "lost"]
Source = Literal["", "portal", "referral"]


@router.api_route("", methods=LOOK)
async def leads(
    request: Request, staff: OfficeDep, source: Source = "", status: Status | None = None, cursor: str | None = None
) -> Response:
    """The pipeline side by side, or with a `status` all of that part of it."""
    parts = [status] if status else list(STAGES)
    limit = _ON_A_PAGE if status else _IN_A_COLUMN
    client, caller = services(request).quotes, caller_of(request, staff)
    chosen, frame, *listed = await asyncio.gather(
        chosen_by(request, staff.workspace_id),
        frame_of(request, staff),
        *(
            quotes_leads.leads(client, caller, status=part, source=source or None, cursor=cursor, limit=limit)
            for part in parts
        ),
    )
    older = listed[0]["next_cursor"] if status else None
    content = LeadsPage(
        shell=shell(request),
        frame=frame,
        columns=[_column(staff, part, source, found) for part, found in zip(parts, listed, strict=True)],
        filters=[
            (Link(name=name, url=_url(source=key, status=status)), key == source) for key, name in _SOURCES.items()
        ],
        source=source,
        part=STAGES[status] if status else "",
        is_off=not chosen.estimate_requests,
        whole_url=_url(source=source) if status else None,
        older_url=_url(source=source, status=status, cursor=older) if older else None,
        newest_url=_url(source=source, status=status) if cursor else None,
    )
    return page("office/leads.html", content)


@router.api_route(_ONE, methods=LOOK)
async def lead(request: Request, staff: OfficeDep, lead_id: UUID) -> Response:
    """One lead, and what has become of it."""
    client, caller = services(request).quotes, caller_of(request, staff)
    found, frame, photos = await asyncio.gather(
        quotes_leads.lead(client, caller, str(lead_id)),
        frame_of(request, staff),
        photos_of(request, staff.workspace_id, lead_id),
    )
    content = LeadPage(
        shell=shell(request),
        frame=frame,
        lead=card(found, may_change=may_edit(staff), every_move=True),
        history=history_of(found),
        back=Link(name=say("Leads"), url=LIST),
        photos=[_photo(lead_id, photo) for photo in photos],
    )
    return page("office/lead.html", content)


@router.post(_ONE + "/move")
async def move(
    request: Request,
    staff: EditingOfficeDep,
    lead_id: UUID,
    *,
    status: Annotated[Status, Form()],
    source: Annotated[Source, Form()] = "",
    back: Annotated[Literal["board", "lead"], Form()] = "board",
) -> Response:
    """Moves it along the pipeline, and leads back to where that was pressed."""
    await quotes_leads.move(services(request).quotes, caller_of(request, staff), str(lead_id), status)
    return see(f"{LIST}/{lead_id}" if back == "lead" else f"{_url(source=source)}#lead-{lead_id}")


@router.post(_ONE + "/estimate")
async def quote(request: Request, staff: EditingOfficeDep, lead_id: UUID) -> Response:
    """Drafts its estimate, for whom they are on file as, and opens it to be priced."""
    made = await quote_with_photos(request, caller_of(request, staff), staff.workspace_id, lead_id)
    return see(f"/office/estimates/{made.json()['estimate_id']}/edit")


def _photo(lead_id: UUID, photo: RequestPhoto) -> LeadPhoto:
    url = f"{LIST}/{lead_id}/photos/{photo.id}"
    return LeadPhoto(url=url, name=photo.name, width=photo.width, height=photo.height)


def _column(staff: Staff, part: str, source: str, found: dict[str, Any]) -> LeadColumn:
    items, more = found["items"], found["next_cursor"] is not None
    return LeadColumn(
        status=part,
        name=STAGES[part],
        count=f"{len(items)}+" if more else str(len(items)),
        cards=[card(one, may_change=may_edit(staff)) for one in items],
        all_url=_url(source=source, status=part) if more else None,
    )


def _url(**query: str | None) -> str:
    asked = {name: value for name, value in query.items() if value}
    return f"{LIST}?{urlencode(asked)}" if asked else LIST
