"""Messages in the console: what went out, what did not and why, and one more try for it."""

import asyncio
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.message_views import MessagesPage, message_row
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.office_views import NavItem
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from shared.words import say

router = APIRouter(include_in_schema=False, prefix="/office/messages")

_HERE = "/office/messages"
_ON_A_PAGE = 50
_PARTS = {
    "": say("All"),
    "queued": say("On their way"),
    "sent": say("Sent"),
    "failed": say("Failed"),
    "suppressed": say("Not sent"),
}
Part = Literal["", "queued", "sent", "failed", "suppressed"]


@router.api_route("", methods=LOOK)
async def messages(request: Request, staff: OfficeDep, status: Part = "", cursor: UUID | None = None) -> Response:
    """All messages, or those that stand so, newest first."""
    return await _page(request, staff, status, str(cursor) if cursor else "")


@router.post("/{delivery_id:uuid}/retry")
async def retry(request: Request, staff: EditingOfficeDep, delivery_id: UUID) -> Response:
    """Has one that failed tried once more."""
    try:
        client, caller = services(request).notifications, caller_of(request, staff)
        await notifications_client.retry(client, caller, str(delivery_id))
    except Refused as refused:
        if refused.reason != "not_retryable":
            raise
        return await _page(request, staff, "failed", "", problem=refused.message, answer=refused.status)
    return see(_HERE)


async def _page(
    request: Request, staff: Staff, status: Part, cursor: str, *, problem: str | None = None, answer: int = 200
) -> Response:
    query = {"status": status or None, "cursor": cursor or None, "limit": _ON_A_PAGE}
    listed, frame = await asyncio.gather(
        notifications_client.deliveries(services(request).notifications, caller_of(request, staff), query),
        frame_of(request, staff),
    )
    older = listed["next_cursor"]
    content = MessagesPage(
        shell=shell(request),
        frame=frame,
        rows=[message_row(one, may_change=may_edit(staff)) for one in listed["items"]],
        parts=[NavItem(name=name, url=_url(status=key), current=key == status) for key, name in _PARTS.items()],
        problem=problem,
        older_url=_url(status=status, cursor=older) if older else None,
        newest_url=_url(status=status) if cursor else None,
    )
    return page("office/messages.html", content, status=answer)


def _url(**query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{_HERE}?{urlencode(given)}" if given else _HERE
