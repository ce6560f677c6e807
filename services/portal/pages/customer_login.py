"""Signing in as a customer: an address in, the same words out; then the link or the code of the message.

Outside of whatever is for those who are signed in. Nothing is looked up before an address is proven: what was asked is
written down, which takes as long for a stranger as for a customer, and is answered by a message or by none.
"""

from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from services.portal.domain.contact import Contact, read_contact, read_email
from services.portal.domain.errors import ChannelUnavailable, InvalidContact, InvalidText
from services.portal.pages.answers import dress, later, page, see, shell
from services.portal.pages.browser import client_ip
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.customer_sessions import PENDING, keep_cookie, sessions_here
from services.portal.pages.login_views import LoginPage
from services.portal.pages.lookups import check_channel
from services.portal.pages.opened import Door, nonce_of
from services.portal.pages.places import LOGIN, LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.proving import CODE, address_marks, asking_again, devices, wanted
from services.portal.pages.quote_forms import Answers
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import profile_at
from services.portal.pages.views import ConfirmPage, FieldError, Row
from services.portal.queries.channels import is_available
from services.portal.usecases.limit_customer_sign_ins import limit_customer_sign_ins
from services.portal.usecases.request_sign_in import request_sign_in
from shared.errors import NotFound, TooMany
from shared.events.portal import ANY_WORKSPACE
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

_DOOR = Door("customer-login", LOGIN, pays=False)
_REGION = "US"
"""Where phone numbers are from that name no country, where there is no portal to tell."""
_SMS = "sms"
_BY_EMAIL = FieldError(field="contact", message=say("Enter an email address, such as pat@example.com."))
_EITHER = FieldError(
    field="contact",
    message=say("Enter an email address, such as pat@example.com, or a phone number with its area code."),
)


@router.api_route(LOGIN, methods=LOOK)
async def login(request: Request, portal: str = "", next: str = "") -> Response:  # noqa: A002 - the parameter's name
    """The form, the same for everybody who is not signed in."""
    if await sessions_here(request):
        return see(wanted(next))
    await _at_portal(request, portal)
    return await _form(request, portal=portal, next_url=next)


@router.post(LOGIN)
async def ask(request: Request) -> Response:
    """Has a link and a code sent, where the address is known; the answer never tells."""
    answers = Answers(await request.form())
    typed, portal, next_url = answers.text("contact"), answers.text("portal"), answers.text("next")
    profile = await _at_portal(request, portal)
    again = partial(_form, request, portal=portal, next_url=next_url, contact=typed)
    try:
        contact = await _read(request, typed, profile)
    except (InvalidContact, InvalidText):
        told = _EITHER if await _by_phone(request) else _BY_EMAIL
        return await again(status=422, errors=[told])
    if not is_person(request, _DOOR, answers.form):
        return _confirm(request, answers.form, typed)
    try:
        sign_in_id = await run_in_threadpool(_request, request, profile, contact)
    except ChannelUnavailable as away:
        return later(await again(status=503, away=True), away)
    except TooMany as often:
        told = FieldError(field="contact", message=often.message)
        return later(await again(status=429, errors=[told]), often)
    answer = see(asking_again(CODE, portal, next_url))
    keep_cookie(request, answer, PENDING, devices(request).token(sign_in_id))
    return answer


async def _at_portal(request: Request, slug: str) -> Profile | None:
    """The workspace from whose portal somebody comes, its pages dressed; none where they come from elsewhere."""
    try:
        profile = await profile_at(request, slug) if slug else None
    except NotFound:
        return None
    if profile is not None:
        dress(request, profile)
    return profile


async def _read(request: Request, typed: str, profile: Profile | None) -> Contact:
    if await _by_phone(request):
        return read_contact(typed, region=profile.region if profile else _REGION, field="contact")
    return Contact(email=read_email(typed, field="contact"))


async def _by_phone(request: Request) -> bool:
    return await run_in_threadpool(_sends_texts, request)


def _sends_texts(request: Request) -> bool:
    with request.app.state.context.database.read() as session:
        return is_available(session, _SMS)


def _request(request: Request, profile: Profile | None, contact: Contact) -> UUID:
    database = request.app.state.context.database
    workspace_id = profile.workspace_id if profile else ANY_WORKSPACE
    if contact.phone is None:
        check_channel(request, database, website=profile.business.website if profile else None)
    admitted = limit_customer_sign_ins(database, workspace_id=workspace_id, ip=client_ip(request), contact=contact)
    mark = address_marks(request).mark(contact.key)
    with database.begin() as session:
        return request_sign_in(session, workspace_id=workspace_id, contact=contact, mark=mark, carried_out=admitted)


async def _form(
    request: Request,
    *,
    portal: str,
    next_url: str,
    status: int = 200,
    contact: str = "",
    errors: list[FieldError] | None = None,
    away: bool = False,
) -> Response:
    content = LoginPage(
        shell=shell(request),
        nonce=nonce_of(request, _DOOR),
        action=LOGIN,
        portal=portal,
        next=next_url,
        contact=contact,
        by_phone=await _by_phone(request),
        errors=errors or (),
        away=away,
    )
    return page("customer/login.html", content, status=status)


def _confirm(request: Request, form: FormData, typed: str) -> Response:
    content = ConfirmPage(
        shell=shell(request),
        title=say("Send the link?"),
        sentence=say("We send a link and a code, if this is an address we have on file."),
        action=LOGIN,
        button=say("Send it"),
        back_url=LOGIN,
        rows=[Row(label=say("To"), value=typed)],
        fields=question_fields(request, _DOOR, form),
        again=was_asked(form),
    )
    return page("customer/confirm.html", content)
