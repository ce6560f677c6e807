"""What a member of the office is told of, and how, in the console's settings."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.settings_views import NotifiedPage, Wanted
from services.portal.pages.views import FieldError
from shared.words import say

router = APIRouter(include_in_schema=False)

_HERE = "/office/settings/notifications"
_CORRECTABLE = 422
_NAMES = {
    "lead_created": say("Somebody asks for an estimate"),
    "changes_requested": say("A customer has a question, or wants changes"),
    "appointment_requested": say("A customer asks for another time"),
    "estimate_accepted": say("An estimate is signed"),
    "estimate_declined": say("An estimate is declined"),
    "payment_received": say("A payment has come in"),
    "payment_failed": say("A payment has failed"),
    "payment_refunded": say("Money went back to a customer"),
    "refund_failed": say("Money could not be given back"),
    "payment_disputed": say("A customer's bank wants a payment back"),
    "discrepancy_found": say("Something in the books does not fit what Stripe says"),
    "low_review": say("A review of one to three stars"),
    "estimate_viewed": say("A customer looks at an estimate"),
    "review_left": say("A review of four or five stars"),
    "referral_attributed": say("A customer has recommended you"),
    "reward_earned": say("A reward was earned"),
    "text_received": say("A customer texts back"),
}
_HOURS = ("digest_hour", "quiet_from", "quiet_until")


@router.api_route(_HERE, methods=LOOK)
async def look(request: Request, staff: OfficeDep, saved: str = "") -> Response:
    found = await notifications_client.schedule(services(request).notifications, caller_of(request, staff))
    return await _page(request, staff, found["mine"], saved=bool(saved))


@router.post(_HERE)
async def change(request: Request, staff: OfficeDep) -> Response:
    """Changes all that is on the form; viewers say for themselves, too."""
    typed = _typed(await request.form())
    try:
        client, caller = services(request).notifications, caller_of(request, staff)
        await notifications_client.change_schedule(client, caller, {"mine": typed})
    except Refused as refused:
        if refused.status != _CORRECTABLE:
            raise
        wrong = [FieldError(field=one.field.rpartition(".")[2], message=one.message) for one in refused.fields]
        return await _page(request, staff, typed, errors=wrong, status=_CORRECTABLE)
    return see(f"{_HERE}?saved=1")


def _typed(form: FormData) -> dict[str, Any]:
    kinds = {
        kind: {
            "email": text_in(form, f"email-{kind}") or "off",
            "in_app": form.get(f"in_app-{kind}") == "yes",
            "sms": form.get(f"sms-{kind}") == "yes",
        }
        for kind in _NAMES
    }
    hours = {name: int(text) if (text := text_in(form, name)).isdecimal() else 0 for name in _HOURS}
    return {"kinds": kinds, "phone": text_in(form, "phone"), **hours}


async def _page(request: Request, staff: Staff, mine: dict[str, Any], *, status: int = 200, **more: Any) -> Response:
    content = NotifiedPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        wanted=[
            Wanted(kind=kind, name=_NAMES[kind], **mine["kinds"][kind]) for kind in _NAMES if kind in mine["kinds"]
        ],
        phone=mine["phone"] or "",
        hours={name: mine[name] for name in _HOURS},
        action=_HERE,
        **more,
    )
    return page("office/settings_notifications.html", content, status=status)
