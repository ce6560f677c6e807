"""Proving to own an address: by the link of the message on whatever device, or by its code where it was asked for.

Looking at a link changes nothing, whoever looks and however often. It is used up by a press of the button of its page, as
people press it, and then neither it nor the code does anything again.
"""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import signed_in
from services.portal.domain.errors import CodeNotValid, SignInOver
from services.portal.domain.nonce import is_page_nonce, page_nonce
from services.portal.domain.sign_in import SignIn
from services.portal.pages.answers import dress, later, page, profiles, see, shell
from services.portal.pages.browser import client_ip, visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.customer_sessions import PENDING, SIGNED_IN, cookie_of, drop_cookie, keep_cookie
from services.portal.pages.login_views import CodePage, LoginLinkPage
from services.portal.pages.opened import Door, nonce_of, services, settings
from services.portal.pages.places import LOGIN, LOOK
from services.portal.pages.quote_forms import Answers
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.views import ConfirmPage, FieldError
from services.portal.queries.sign_ins import find_sign_in
from services.portal.usecases.limit_codes import limit_codes
from services.portal.usecases.start_customer_session import Party, start_customer_session
from services.portal.usecases.take_code import take_code
from shared.clock import utc_now
from shared.errors import TooMany
from shared.events.portal import ADDRESS_MARKS, ANY_WORKSPACE, SIGN_IN_TICKETS
from shared.links import LinkNotValid
from shared.tickets import Tickets
from shared.web.caller import Caller
from shared.web.errors import status_of
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

CODE = f"{LOGIN}/code"
_LINK = f"{LOGIN}/{{token}}"
# A path of the customers' own pages and nothing else: no other host, and no backslash a browser might take for a slash.
_NEXT = re.compile(r"/customer(/[A-Za-z0-9_-][A-Za-z0-9._~-]*)*")
_HOME = "/customer"


@router.api_route(CODE, methods=LOOK)
async def code_form(request: Request, portal: str = "", next: str = "") -> Response:  # noqa: A002
    """Where the code of the message is typed, in the browser that asked for it."""
    pending = _pending(request)
    if pending is None:
        return see(asking_again(LOGIN, portal, next))
    await _dress(request, await run_in_threadpool(_find, request, pending))
    return _code_form(request, pending, portal, next)


@router.post(CODE)
async def type_code(request: Request) -> Response:
    """Signs in by the code."""
    answers, pending = Answers(await request.form()), _pending(request)
    portal, next_url = answers.text("portal"), answers.text("next")
    if pending is None:
        return see(asking_again(LOGIN, portal, next_url))
    await _dress(request, await run_in_threadpool(_find, request, pending))
    if not is_page_nonce(_secret(request), _code_page(pending), answers.text("ticket"), utc_now()):
        return _code_form(request, pending, portal, next_url)
    try:
        sign_in = await run_in_threadpool(_take_code, request, pending, answers.text("code"))
        return await _let_in(request, sign_in, next_url)
    except (CodeNotValid, SignInOver, TooMany) as refused:
        told = [FieldError(field="code", message=refused.message)]
        answer = _code_form(request, pending, portal, next_url, status=status_of(refused), errors=told)
        return later(answer, refused)


@router.api_route(_LINK, methods=LOOK)
async def open_link(request: Request, token: str) -> Response:
    """The page behind the link of a message. It changes nothing."""
    return await _at_link(request, token, lambda _sign_in: _link_page(request, token))


@router.post(_LINK)
async def use_link(request: Request, token: str) -> Response:
    """Signs in, once, on the device it is pressed on."""
    form = await request.form()
    door = _door(token)

    async def press(sign_in: SignIn) -> Response:
        if is_person(request, door, form):
            return await _let_in(request, sign_in, "")
        content = ConfirmPage(
            shell=shell(request),
            title=say("Sign in?"),
            sentence=say("Press the button to sign in on this device."),
            action=door.base,
            button=say("Sign in"),
            back_url=door.base,
            fields=question_fields(request, door, form),
            again=was_asked(form),
        )
        return page("customer/confirm.html", content)

    return await _at_link(request, token, press)


def asking_again(path: str, portal: str, next_url: str) -> str:
    """`path` with the portal it is about, and where to go afterwards."""
    known = {name: value for name, value in (("portal", portal), ("next", next_url)) if value}
    return f"{path}?{urlencode(known)}" if known else path


def wanted(next_url: str) -> str:
    """Where to go once signed in: what was asked for if it is one of the customers' own pages, else their first."""
    return next_url if _NEXT.fullmatch(next_url) and not next_url.startswith((LOGIN, "/customer/logout")) else _HOME


def devices(request: Request) -> Tickets:
    """What the browser keeps that asked to sign in: not the link, which it is yet to be sent."""
    return Tickets("porchlight:sign-in-device:v1", _secret(request))


def address_marks(request: Request) -> Tickets:
    """What is kept of the addresses that people sign in by."""
    return Tickets(ADDRESS_MARKS, _secret(request))


async def _at_link(request: Request, token: str, then: Callable[[SignIn], Awaitable[Response]]) -> Response:
    sign_in = await run_in_threadpool(_find, request, Tickets(SIGN_IN_TICKETS, _secret(request)).open(token))
    if sign_in is None:
        return await _link_page(request, token, is_over=True)
    try:
        await _dress(request, sign_in)
        sign_in.check(utc_now())
        return await then(sign_in)
    except SignInOver:
        return await _link_page(request, token, is_over=True)


async def _let_in(request: Request, sign_in: SignIn, next_url: str) -> Response:
    """The session of whom the proven address is on file for; raises `SignInOver` where that is nobody, or used up."""
    whose = None if sign_in.workspace_id == ANY_WORKSPACE else sign_in.workspace_id
    someone = visitor(request)
    asker = Caller("anonymous", whose, ip=someone.ip, user_agent=someone.user_agent)
    found = await signed_in.parties(services(request).quotes, asker, sign_in.contact)
    parties = [Party(*(UUID(one[name]) for name in ("workspace_id", "customer_id", "party_id"))) for one in found]
    if not parties:
        raise SignInOver(say("That code does not work any more. Ask for a new one."))
    token = await run_in_threadpool(_start, request, sign_in.id, parties)
    answer = see(wanted(next_url))
    keep_cookie(request, answer, SIGNED_IN, token)
    drop_cookie(request, answer, PENDING)
    return answer


def _code_form(
    request: Request,
    pending: UUID,
    portal: str,
    next_url: str,
    *,
    status: int = 200,
    errors: list[FieldError] | None = None,
) -> Response:
    content = CodePage(
        shell=shell(request),
        ticket=page_nonce(_secret(request), _code_page(pending), utc_now()),
        action=CODE,
        again_url=asking_again(LOGIN, portal, next_url),
        portal=portal,
        next=next_url,
        errors=errors or (),
    )
    return page("customer/login_code.html", content, status=status)


async def _link_page(request: Request, token: str, *, is_over: bool = False) -> Response:
    door = _door(token)
    content = LoginLinkPage(
        shell=shell(request), nonce=nonce_of(request, door), action=door.base, again_url=LOGIN, is_over=is_over
    )
    return page("customer/login_link.html", content, status=410 if is_over else 200)


async def _dress(request: Request, sign_in: SignIn | None) -> None:
    profile = await profiles(request).by_id(sign_in.workspace_id) if sign_in else None
    if profile is not None:
        dress(request, profile)


def _pending(request: Request) -> UUID | None:
    try:
        return devices(request).open(cookie_of(request, PENDING) or "")
    except LinkNotValid:
        return None


def _take_code(request: Request, pending: UUID, typed: str) -> SignIn:
    database = request.app.state.context.database
    limit_codes(database, ip=client_ip(request))
    tickets = Tickets(SIGN_IN_TICKETS, _secret(request))
    return take_code(database, sign_in_id=pending, right=tickets.is_code(pending, re.sub(r"[\s-]", "", typed)))


def _find(request: Request, sign_in_id: UUID) -> SignIn | None:
    with request.app.state.context.database.read() as session:
        return find_sign_in(session, sign_in_id)


def _start(request: Request, sign_in_id: UUID, parties: list[Party]) -> str:
    with request.app.state.context.database.begin() as session:
        return start_customer_session(
            session, sign_in_id=sign_in_id, parties=parties, replaces=cookie_of(request, SIGNED_IN)
        )


def _door(token: str) -> Door:
    return Door(f"sign-in:{token}", f"{LOGIN}/{token}", pays=False)


def _code_page(pending: UUID) -> str:
    return f"sign-in-code:{pending}"


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()
