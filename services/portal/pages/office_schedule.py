"""When customers are written to by themselves, in the console's settings."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.settings_views import SchedulePage
from services.portal.pages.views import FieldError
from shared.words import say

router = APIRouter(include_in_schema=False)

_HERE = "/office/settings/messages"
_NUMBERS = ("follow_up_hours", "not_viewed_days", "not_signed_days", "expiring_days", "quiet_from", "quiet_until")
_CORRECTABLE = 422


@router.api_route(_HERE, methods=LOOK)
async def schedule(request: Request, staff: OfficeDep, saved: str = "") -> Response:
    found = await notifications_client.schedule(services(request).notifications, caller_of(request, staff))
    values = {name: str(found[name]) for name in _NUMBERS}
    return await _page(request, staff, values, follow_up=found["follow_up"], saved=bool(saved))


@router.post(_HERE)
async def change(request: Request, staff: EditingOfficeDep) -> Response:
    """Changes all that is on the form."""
    form = await request.form()
    values = {name: text_in(form, name) for name in _NUMBERS}
    follow_up = form.get("follow_up") == "yes"
    wrong = [
        FieldError(field=name, message=say("Enter a whole number.")) for name in _NUMBERS if not _is_whole(values[name])
    ]
    if wrong:
        return await _page(request, staff, values, follow_up=follow_up, errors=wrong, status=_CORRECTABLE)
    changes: dict[str, Any] = {name: int(value) for name, value in values.items()} | {"follow_up": follow_up}
    try:
        client, caller = services(request).notifications, caller_of(request, staff)
        await notifications_client.change_schedule(client, caller, changes)
    except Refused as refused:
        if refused.status != _CORRECTABLE:
            raise
        told = [
            FieldError(field=one.field, message=one.message.removeprefix(one.field).strip()) for one in refused.fields
        ]
        return await _page(request, staff, values, follow_up=follow_up, errors=told, status=_CORRECTABLE)
    return see(f"{_HERE}?saved=1")


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4  # noqa: PLR2004 - longer than anybody waits


async def _page(request: Request, staff: Staff, values: dict[str, str], *, status: int = 200, **more: Any) -> Response:
    frame = await frame_of(request, staff)
    content = SchedulePage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        values=values,
        action=_HERE if may_edit(staff) else None,
        **more,
    )
    return page("office/settings_messages.html", content, status=status)
