"""The console's frame and its notifications."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.office_views import Frame, NavItem, Notice, NotificationsPage
from services.portal.pages.opened import dressed, services
from services.portal.pages.places import LOOK
from shared.words import say

router = APIRouter(include_in_schema=False)

_NOTIFICATIONS = "/office/notifications"
_SECTIONS = (
    (say("Leads"), "/office/leads"),
    (say("Estimates"), "/office/estimates"),
    (say("Jobs"), "/office/jobs"),
    (say("Invoices"), "/office/invoices"),
    (say("Customers"), "/office/customers"),
    (say("Reviews"), "/office/reviews"),
    (say("Referrals"), "/office/referrals"),
    (say("Messages"), "/office/messages"),
    (say("Settings"), "/office/settings"),
)
_IN_BELL = 8
_ON_A_PAGE = 50
_NOTHING: dict[str, Any] = {"items": [], "unread": 0, "cursor": None}


@router.api_route(_NOTIFICATIONS, methods=LOOK)
async def notifications(request: Request, staff: OfficeDep, before: str | None = None) -> Response:
    """What the office has been told, newest first."""
    client, caller = services(request).notifications, caller_of(request, staff)
    told = await notifications_client.inbox(client, caller, before=before)
    frame = await frame_of(request, staff, None if before else told)
    notices = _newest_first(told)
    content = NotificationsPage(
        shell=shell(request),
        frame=frame,
        notices=notices,
        older_url=f"{_NOTIFICATIONS}?{urlencode({'before': notices[-1].id})}" if len(notices) >= _ON_A_PAGE else None,
        read_action=f"{_NOTIFICATIONS}/read",
    )
    return page("office/notifications.html", content)


@router.post(_NOTIFICATIONS + "/read")
async def read(request: Request, staff: OfficeDep, up_to: Annotated[str, Form()] = "") -> Response:
    """Has everything told so far count as read."""
    client, caller = services(request).notifications, caller_of(request, staff)
    cursor = up_to or (await notifications_client.inbox(client, caller))["cursor"]
    if cursor:
        await notifications_client.mark_read(client, caller, cursor)
    return see(_NOTIFICATIONS)


async def frame_of(request: Request, staff: Staff, told: dict[str, Any] | None = None) -> Frame:
    """What surrounds an office page; the bell stays silent while notifications are out of reach."""
    profile = await dressed(request, staff.workspace_id)
    if told is None:
        told = await _told(request, staff)
    path = request.url.path
    return Frame(
        workspace_name=profile.business.name,
        user_name=staff.name,
        nav=[NavItem(name=name, url=url, current=path.startswith(url)) for name, url in _SECTIONS],
        unread=told["unread"],
        searching=path == "/office/search",
        notices=_newest_first(told)[:_IN_BELL],
    )


async def _told(request: Request, staff: Staff) -> dict[str, Any]:
    try:
        return await notifications_client.inbox(services(request).notifications, caller_of(request, staff))
    except (ServiceUnavailable, Refused):
        return _NOTHING


def _newest_first(told: dict[str, Any]) -> list[Notice]:
    return [
        Notice(id=item["id"], title=item["title"], text=item["text"], url=item["url"], at=item["at"], read=item["read"])
        for item in reversed(told["items"])
    ]
