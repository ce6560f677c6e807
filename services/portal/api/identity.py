"""Who calls the JSON API: a member of the office by a staff token, a program by an API key, or anybody."""

from dataclasses import replace
from datetime import timedelta
from math import floor
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from services.portal.api.key_callers import caller_by_key, key_in, token_in
from services.portal.domain.actor import Actor, acting
from services.portal.domain.errors import OwnerOnly
from services.portal.domain.sessions import token_hash
from services.portal.domain.staff import Staff
from services.portal.pages.browser import client_ip, visitor
from services.portal.queries.staff import staff_of
from shared.clock import utc_now
from shared.errors import Forbidden, NotAuthenticated
from shared.tokens import KeyRing, TokenNotValid, sign, verify
from shared.web.caller import Caller, Member

ACCESS_LIFETIME = timedelta(minutes=15)
_AUDIENCE = "staff"
_in_documents = HTTPBearer(auto_error=False, scheme_name="bearer", description="A staff access token, or an API key.")


def access_token(secret: str, staff: Staff) -> str:
    """A token that names `staff` for a quarter of an hour."""
    claims = {"sub": str(staff.id), "ws": str(staff.workspace_id), "rol": staff.role, "nam": staff.name}
    now, ring = utc_now(), KeyRing((secret,))
    return sign(ring, audience=_AUDIENCE, expires_at=now + ACCESS_LIFETIME, claims=claims, issued_at=now)


def bearer(request: Request) -> Member | None:
    """The member of the office whose token the request carries, or None without one; raises `TokenNotValid`.

    Looks up whether they are still there, and in which role, so never call it where nothing may wait.
    """
    token = token_in(request)
    if not token:
        return None
    secret = request.app.state.context.settings.staff_token_secret.get_secret_value()
    staff = _holder(request, verify(KeyRing((secret,)), token, audience=_AUDIENCE))
    return Member(
        "staff",
        staff.workspace_id,
        actor_id=str(staff.id),
        name=staff.name,
        role=staff.role,
        ip=client_ip(request),
        user_agent=request.headers.get("user-agent", ""),
        workspace=staff.workspace_id,
    )


def _holder(request: Request, claims: dict[str, Any]) -> Staff:
    """Whose token it is; raises `TokenNotValid` once they have left, or signed out everywhere."""
    with request.app.state.context.database.read() as session:
        staff = staff_of(session, UUID(claims["ws"]), UUID(claims["sub"]))
    # The token's time is in whole milliseconds.
    if staff is None or (staff.signed_out_at and claims["iat"] < floor(staff.signed_out_at.timestamp() * 1000) / 1000):
        raise TokenNotValid("This token is of somebody who has signed out, or left the office. Sign in again.")
    return staff


async def require_staff(request: Request, _: Annotated[object, Depends(_in_documents)]) -> Member:
    """The member of the office who calls, or the program with a key that is good for this; raises `NotAuthenticated`."""
    return await member(request)


async def member(request: Request) -> Member:
    """Who calls: a member of the office, or a program with a key that is good for this; raises `NotAuthenticated`."""
    key = key_in(request)
    caller = await caller_by_key(request, key) if key else await run_in_threadpool(bearer, request)
    if caller is None:
        raise NotAuthenticated(
            "Send a staff access token or an API key as 'Authorization: Bearer …'; POST /api/v1/auth/token gives a token."
        )
    acting.set(Actor("api_key" if key else "staff", UUID(caller.actor_id), caller.name))
    return caller


async def require_editor(staff: Annotated[Member, Depends(require_staff)]) -> Member:
    """A member of the office who may change things; raises `Forbidden` for viewers."""
    if staff.role == "viewer":
        raise Forbidden("Your role may look, but not change anything. Ask an owner for the office role.")
    return staff


async def require_owner(staff: Annotated[Member, Depends(require_staff)]) -> Member:
    """Somebody who owns the workspace; raises `Forbidden` for everybody else."""
    if staff.role != "owner":
        raise OwnerOnly("Only an owner may do that. Ask an owner of your workspace.")
    return staff


StaffDep = Annotated[Member, Depends(require_staff)]
EditorDep = Annotated[Member, Depends(require_editor)]
OwnerDep = Annotated[Member, Depends(require_owner)]


def identify(request: Request) -> Caller:
    """Whose Idempotency-Key it is: the program's, the member's, else that of whoever calls from the same address."""
    by_key: Caller | None = getattr(request.state, "caller", None)
    if by_key is not None:
        return by_key
    # A key opens none of what anybody may ask; there it tells callers apart, good or not.
    if key := key_in(request):
        return replace(visitor(request), scope=f"key:{token_hash(key)}")
    return bearer(request) or replace(visitor(request), scope=f"ip:{client_ip(request)}")
