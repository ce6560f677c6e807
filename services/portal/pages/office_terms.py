"""How the business wants to be paid, in the console's settings: when it reminds, and what customers may choose."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import billing_terms
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.forms import count_in, text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.settings_views import TermsPage
from services.portal.pages.views import FieldError
from shared.words import say

router = APIRouter(include_in_schema=False)

_HERE = "/office/settings/terms"
_DAYS = ("before", "after")
_CHOICES = ("tips", "tips_on_deposits", "parts")
_WRONG = say("Write whole numbers of days with commas between them, such as 1, 7, 14.")


@router.api_route(_HERE, methods=LOOK)
async def terms(request: Request, staff: OfficeDep, saved: str = "") -> Response:
    """What holds now."""
    found = await billing_terms.terms(services(request).billing, caller_of(request, staff))
    days = {
        "before": _written(-day for day in found["reminders"] if day < 0),
        "after": _written(day for day in found["reminders"] if day >= 0),
    }
    chosen = [name for name in _CHOICES if found[name]]
    return await _page(request, staff, days, chosen, saved=bool(saved))


@router.post(_HERE)
async def change(request: Request, staff: EditingOfficeDep) -> Response:
    """Changes all that is on the form."""
    form = await request.form()
    days = {name: text_in(form, name) for name in _DAYS}
    chosen = [name for name in _CHOICES if form.get(name) == "yes"]
    body, errors = _body(days, form)
    try:
        if not errors:
            await billing_terms.change_terms(services(request).billing, caller_of(request, staff), body)
            return see(f"{_HERE}?saved=1")
    except Refused as refused:
        if not refused.is_correctable:
            raise
        errors = [FieldError(field="after", message=one.message) for one in refused.fields]
    return await _page(request, staff, days, chosen, errors=errors, status=422)


def _body(days: dict[str, str], form: FormData) -> tuple[dict[str, Any], list[FieldError]]:
    read = {name: _read(days[name]) for name in _DAYS}
    errors = [FieldError(field=name, message=_WRONG) for name, found in read.items() if found is None]
    reminders = [-day for day in read["before"] or ()] + list(read["after"] or ())
    return {"reminders": reminders} | {name: form.get(name) == "yes" for name in _CHOICES}, errors


def _read(text: str) -> list[int] | None:
    """The days that are listed; None where anything else is."""
    days = [count_in(part.strip()) for part in text.split(",") if part.strip()]
    return None if None in days else [day for day in days if day is not None]


def _written(days: Iterable[int]) -> str:
    return ", ".join(map(str, days))


async def _page(
    request: Request, staff: Staff, days: dict[str, str], chosen: list[str], *, status: int = 200, **more: Any
) -> Response:
    content = TermsPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        days=days,
        chosen=chosen,
        action=_HERE if may_edit(staff) else None,
        **more,
    )
    return page("office/settings_terms.html", content, status=status)
