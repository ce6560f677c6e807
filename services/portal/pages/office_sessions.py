"""Being signed in to the office in a browser: one cookie, whose token is looked up at each office page."""

from typing import Annotated

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from services.portal.domain.actor import Actor, acting
from services.portal.domain.errors import OwnerOnly, SignInNeeded
from services.portal.domain.sessions import SESSION_LIFETIME, token_hash
from services.portal.domain.staff import Staff
from services.portal.pages.answers import dress, profiles
from services.portal.pages.browser import client_ip, is_https
from services.portal.queries.staff import signed_in
from shared.clock import utc_now
from shared.errors import Forbidden
from shared.web.caller import Caller
from shared.words import say


def cookie_name(request: Request) -> str:
    """By HTTPS the name itself binds the cookie to this host and to HTTPS; plain HTTP, as on loopback, cannot have that."""
    return "__Host-office" if is_https(request) else "office"


def session_token(request: Request) -> str | None:
    """The token in the browser's cookie, good or not."""
    return request.cookies.get(cookie_name(request))


async def staff_of_browser(request: Request) -> Staff | None:
    """Who is signed in to the office in this browser, if anybody is."""
    token = session_token(request)
    return await run_in_threadpool(_look_up, request, token) if token else None


async def office(request: Request) -> Staff:
    """Who is signed in; raises `SignInNeeded`."""
    staff = await staff_of_browser(request)
    if staff is None:
        raise SignInNeeded(say("Sign in to the office first."))
    acting.set(Actor("staff", staff.id, staff.name))
    # What services answer comes in the language of whoever is signed in, also where no page is made of it.
    profile = await profiles(request).by_id(staff.workspace_id)
    if profile:
        dress(request, profile)
    return staff


OfficeDep = Annotated[Staff, Depends(office)]


def may_edit(staff: Staff) -> bool:
    """Whether they may change anything; every service looks again."""
    return staff.role != "viewer"


async def editing_office(staff: OfficeDep) -> Staff:
    """Who is signed in and may change things; raises `Forbidden` for viewers, before they fill in a form in vain."""
    if not may_edit(staff):
        raise Forbidden(say("Your role may look, but not change anything. Ask an owner for the office role."))
    return staff


EditingOfficeDep = Annotated[Staff, Depends(editing_office)]


async def owning_office(staff: OfficeDep) -> Staff:
    """Who is signed in and owns the workspace; raises `Forbidden` for everybody else."""
    if not staff.is_owner:
        raise OwnerOnly(say("Only an owner may do that. Ask an owner of your workspace."))
    return staff


OwningOfficeDep = Annotated[Staff, Depends(owning_office)]


def caller_of(request: Request, staff: Staff) -> Caller:
    """The signed-in member as services know them."""
    return Caller(
        "staff",
        staff.workspace_id,
        actor_id=str(staff.id),
        name=staff.name,
        role=staff.role,
        ip=client_ip(request),
        user_agent=request.headers.get("user-agent", ""),
    )


def keep_session(request: Request, answer: Response, token: str) -> None:
    """Has the browser keep the session."""
    answer.set_cookie(
        cookie_name(request),
        token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )


def drop_session(request: Request, answer: Response) -> None:
    """Has the browser forget the session."""
    answer.delete_cookie(cookie_name(request), path="/", secure=is_https(request), httponly=True, samesite="lax")


def _look_up(request: Request, token: str) -> Staff | None:
    with request.app.state.context.database.read() as session:
        return signed_in(session, token_hash(token), utc_now())
