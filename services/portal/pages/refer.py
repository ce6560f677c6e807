"""The Refer tab: customers find their link to share by email; who is none is told so, and nothing is made."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.contact import read_email
from services.portal.domain.errors import ChannelUnavailable, InvalidContact
from services.portal.pages.answers import later, page, shell
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.opened import door_of_tab, nonce_of
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.quote_forms import Answers
from services.portal.pages.referral_lookups import look_up
from services.portal.pages.referral_views import ReferPage, SharePage, Sum
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import at_tab
from services.portal.pages.views import ConfirmPage, FieldError, PlainPage, Row
from shared.errors import TooMany
from shared.web.errors import status_of
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

_PLACE = "refer"
_TAB = "/portal/{slug}/refer"
_NO_ADDRESS = FieldError(field="email", message=say("Enter the email address we know you by, such as pat@example.com."))


@router.api_route(_TAB, methods=LOOK)
async def look(request: Request, slug: str) -> Response:
    """The form. It shows nobody's link, whoever looks."""
    return _form(request, await at_tab(request, slug, "referrals"))


@router.post(_TAB)
async def find(request: Request, slug: str) -> Response:
    """Shows the link, asks for a name first, or says that only customers have one; in a strict portal none of these."""
    profile = await at_tab(request, slug, "referrals")
    answers = Answers(await request.form())
    typed = {"email": answers.text("email"), "name": answers.text("name")}
    try:
        email = read_email(typed["email"], field="email")
    except InvalidContact:
        return _form(request, profile, status=422, errors=[_NO_ADDRESS], **typed)
    if not is_person(request, door_of_tab(profile, _PLACE), answers.form):
        return _confirm(request, profile, answers)
    try:
        shared = await look_up(request, profile, email, typed["name"])
    except ChannelUnavailable as away:
        return later(_form(request, profile, status=503, away=True), away)
    except (TooMany, ServiceUnavailable) as error:
        told = [FieldError(field="email", message=error.message)]
        return later(_form(request, profile, status=status_of(error), errors=told, **typed), error)
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return _form(request, profile, status=refused.status, errors=[_told(refused)], **typed)
    return _found(request, profile, shared.found, typed)


def _found(request: Request, profile: Profile, found: dict[str, Any] | None, typed: dict[str, str]) -> Response:
    if found is None:
        return page("customer/link_to_share_sent.html", PlainPage(shell=shell(request)))
    if found["status"] == "name_needed":
        return _form(request, profile, asks_name=True, email=typed["email"])
    if found["status"] == "unknown":
        return _form(request, profile, unknown=True, email=typed["email"])
    totals = found["totals"]
    content = SharePage(
        shell=shell(request),
        share_url=found["share_url"],
        qr_url=f"/r/{found['code']}/qr.svg",
        visits=totals["visits"],
        requests=totals["requests"],
        won=totals["won"],
        rewards=[Sum(**one) for one in totals["rewards"]],
    )
    return page("customer/share.html", content)


def _told(refused: Refused) -> FieldError:
    by_name = any(one.field == "name" for one in refused.fields)
    return FieldError(field="name" if by_name else "email", message=refused.message)


def _form(request: Request, profile: Profile, *, status: int = 200, **more: Any) -> Response:
    door = door_of_tab(profile, _PLACE)
    content = ReferPage(shell=shell(request), nonce=nonce_of(request, door), action=door.base, **more)
    return page("customer/refer.html", content, status=status)


def _confirm(request: Request, profile: Profile, answers: Answers) -> Response:
    door = door_of_tab(profile, _PLACE)
    content = ConfirmPage(
        shell=shell(request),
        title=say("Get your link to share?"),
        sentence=say("With it you can recommend us, and see what comes of it."),
        action=door.base,
        button=say("Get my link"),
        back_url=door.base,
        rows=[Row(label=say("For"), value=answers.text("email"))],
        fields=question_fields(request, door, answers.form),
        again=was_asked(answers.form),
    )
    return page("customer/confirm.html", content)
