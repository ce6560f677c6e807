"""The second step of signing in: whoever's password was right, and has an authenticator app, types its code."""

import hashlib
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.staff import Staff
from services.portal.domain.team_errors import SecondFactorLocked, SecondFactorNeeded, SecondFactorNotValid
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.browser import is_https
from services.portal.pages.console_paths import wanted
from services.portal.pages.office_sessions import keep_session, session_token
from services.portal.pages.opened import settings
from services.portal.pages.team_views import SecondStepPage
from services.portal.pages.views import FieldError
from services.portal.queries.staff import staff_of
from services.portal.usecases.start_session import start_session
from services.portal.usecases.take_second_factor import take_second_factor
from shared.clock import utc_now
from shared.tokens import KeyRing, TokenNotValid, sign, verify
from shared.web.errors import status_of
from shared.words import say

router = APIRouter(include_in_schema=False)

STEP = "/office/login/code"
_LOGIN = "/office/login"
_LIFETIME = timedelta(minutes=10)
_AUDIENCE = "staff-second-step"


def begin_step(request: Request, staff: Staff, next_url: str) -> Response:
    """Has the browser, which proved the password of `staff`, asked for the code."""
    claims = {"sub": str(staff.id), "ws": str(staff.workspace_id), "pwd": _mark(staff)}
    ticket = sign(_ring(request), audience=_AUDIENCE, expires_at=utc_now() + _LIFETIME, claims=claims)
    answer = see(f"{STEP}?next={next_url}")
    answer.set_cookie(
        _cookie(request),
        ticket,
        max_age=int(_LIFETIME.total_seconds()),
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )
    return answer


@router.api_route(STEP, methods=["GET", "HEAD"])
async def step(request: Request, next: str = "") -> Response:  # noqa: A002 - the parameter's name
    if await run_in_threadpool(_whose, request) is None:
        return see(_LOGIN)
    return _page(request, next)


@router.post(STEP)
async def take(
    request: Request,
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",  # noqa: A002
) -> Response:
    """A new session, for the right code."""
    staff = await run_in_threadpool(_whose, request)
    if staff is None:
        return see(_LOGIN)
    try:
        token = await run_in_threadpool(_sign_in, request, staff, code)
    except (SecondFactorNeeded, SecondFactorNotValid, SecondFactorLocked) as refused:
        told = say("Type the code.") if isinstance(refused, SecondFactorNeeded) else refused.message
        errors = [FieldError(field="code", message=told)]
        return later(_page(request, next, status=status_of(refused), errors=errors), refused)
    answer = see(wanted(next))
    keep_session(request, answer, token)
    answer.delete_cookie(_cookie(request), path="/", secure=is_https(request), httponly=True, samesite="lax")
    return answer


def _sign_in(request: Request, staff: Staff, code: str) -> str:
    database = request.app.state.context.database
    take_second_factor(database, staff=staff, code=code, vault=settings(request).second_steps)
    with database.begin() as session:
        return start_session(session, staff=staff, replaces=session_token(request))


def _whose(request: Request) -> Staff | None:
    """Whose password this browser has proven lately, if it is theirs still."""
    try:
        claims = verify(_ring(request), request.cookies.get(_cookie(request), ""), audience=_AUDIENCE)
    except TokenNotValid:
        return None
    with request.app.state.context.database.read() as session:
        staff = staff_of(session, UUID(claims["ws"]), UUID(claims["sub"]))
    return staff if staff is not None and _mark(staff) == claims["pwd"] else None


def _mark(staff: Staff) -> str:
    """What tells one password of theirs from the next."""
    return hashlib.sha256(b"second-step:" + staff.password_hash.encode()).hexdigest()[:24]


def _page(request: Request, next_url: str, *, status: int = 200, errors: list[FieldError] | None = None) -> Response:
    content = SecondStepPage(
        shell=shell(request), action=STEP, next_url=wanted(next_url), login_url=_LOGIN, errors=errors or ()
    )
    return page("office/login_code.html", content, status=status)


def _cookie(request: Request) -> str:
    return "__Host-office-step" if is_https(request) else "office-step"


def _ring(request: Request) -> KeyRing:
    return KeyRing((settings(request).staff_token_secret.get_secret_value(),))
