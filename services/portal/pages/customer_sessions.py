"""Being signed in as a customer in a browser. The one place that says whose pages it is shown.

The cookie's token is looked up here at each page. Whether the address that was proven is still on file for the customer,
quotes says whenever it is asked anything for them, and where it is not, the session ends.
"""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from services.portal.adapters.refusals import Refused
from services.portal.domain.customer_session import SESSION_LIFETIME, CustomerSession
from services.portal.domain.errors import ChoiceNeeded, CustomerSignInNeeded
from services.portal.domain.sessions import token_hash
from services.portal.domain.sign_in import LIFETIME
from services.portal.pages.browser import client_ip, is_https
from services.portal.pages.opened import dressed
from services.portal.pages.profiles import Profile
from services.portal.queries.customer_sessions import end_session_of, extend_sessions, sessions_of_browser
from shared.clock import utc_now
from shared.web.caller import Caller
from shared.words import say

T = TypeVar("T")
PENDING = "sign-in"
"""The cookie of a browser in which somebody has asked to sign in, and may type the code."""
SIGNED_IN = "customer"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The customer whose pages this browser shows, in the dress of the business they are a customer of."""

    session: CustomerSession
    profile: Profile
    caller: Caller
    """They, as services know them."""
    of_several: bool
    """Whether the browser may show another customer instead."""

    @property
    def is_customer(self) -> bool:
        """Whether they are the customer themselves, and not a contact with rights of their own."""
        return self.session.party_id == self.session.customer_id


def cookie_of(request: Request, name: str) -> str | None:
    """What the browser has kept under `name`, good or not."""
    return request.cookies.get(_cookie_name(request, name))


def keep_cookie(request: Request, answer: Response, name: str, value: str) -> None:
    """Has the browser keep it, for scripts not to read and other sites not to send along with their forms."""
    lifetime = SESSION_LIFETIME if name == SIGNED_IN else LIFETIME
    answer.set_cookie(
        _cookie_name(request, name),
        value,
        max_age=int(lifetime.total_seconds()),
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, answer: Response, name: str) -> None:
    """Has the browser forget it."""
    answer.delete_cookie(_cookie_name(request, name), path="/", secure=is_https(request), httponly=True, samesite="lax")


async def sessions_here(request: Request) -> Sequence[CustomerSession]:
    """The customers whom this browser may act for, if it may for any."""
    token = cookie_of(request, SIGNED_IN)
    return await run_in_threadpool(_look_up, request, token) if token else ()


async def signed_in(request: Request) -> SignedIn:
    """The customer whose pages this browser shows; raises `CustomerSignInNeeded`, or `ChoiceNeeded` between several."""
    known = await sessions_here(request)
    chosen = next((one for one in known if one.chosen), None)
    if chosen is None:
        raise ChoiceNeeded(say("Choose first.")) if known else CustomerSignInNeeded(say("Sign in first."))
    profile = await dressed(request, chosen.workspace_id)
    return SignedIn(chosen, profile, customer_caller(request, chosen), of_several=len(known) > 1)


SignedInDep = Annotated[SignedIn, Depends(signed_in)]


def customer_caller(request: Request, session: CustomerSession) -> Caller:
    """The customer of that session, as quotes takes them; to the other services their id is all that counts."""
    return Caller(
        "customer",
        session.workspace_id,
        actor_id=str(session.customer_id),
        scope=f"{session.party_id}:{session.address_mark}",
        ip=client_ip(request),
        user_agent=request.headers.get("user-agent", ""),
    )


async def still_theirs(request: Request, session: CustomerSession, asked: Awaitable[T]) -> T:
    """What quotes answers; raises `CustomerSignInNeeded` and ends the session where it says it is not theirs any more."""
    try:
        return await asked
    except Refused as refused:
        if refused.status != HTTPStatus.UNAUTHORIZED:
            raise
        await run_in_threadpool(_end, request, session)
        raise CustomerSignInNeeded(say("Sign in again.")) from refused


def _cookie_name(request: Request, name: str) -> str:
    # By HTTPS the name itself binds the cookie to this host and to HTTPS; plain HTTP, as on loopback, cannot have that.
    return f"__Host-{name}" if is_https(request) else name


def _look_up(request: Request, token: str) -> Sequence[CustomerSession]:
    database, now = request.app.state.context.database, utc_now()
    with database.read() as session:
        known = sessions_of_browser(session, token_hash(token), now)
    if any(one.is_to_be_extended(now) for one in known):
        with database.begin() as session:
            extend_sessions(session, token_hash(token), now + SESSION_LIFETIME)
        request.state.extended = token
    return known


def keep_on(request: Request, answer: Response) -> Response:
    """The answer, with which the browser keeps for longer what has been extended while it was made."""
    token: str | None = getattr(request.state, "extended", None)
    if token is not None:
        keep_cookie(request, answer, SIGNED_IN, token)
    return answer


def _end(request: Request, ended: CustomerSession) -> None:
    with request.app.state.context.database.begin() as session:
        end_session_of(session, ended.workspace_id, ended.id)
