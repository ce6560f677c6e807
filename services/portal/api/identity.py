"""Who calls the JSON API: a member of the office by a staff token, a program by an API key, or anybody."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from services.portal.api.key_callers import caller_by_key, key_in, token_in
from services.portal.domain.sessions import token_hash
from services.portal.domain.staff import Staff
from services.portal.pages.browser import client_ip, visitor
from shared.clock import utc_now
from shared.errors import Forbidden, NotAuthenticated
from shared.tokens import KeyRing, sign, verify
from shared.web.caller import Caller, Member

ACCESS_LIFETIME = timedelta(minutes=15)
_AUDIENCE = "staff"
_in_documents = HTTPBearer(auto_error=False, scheme_name="bearer", description="A staff access token, or an API key.")


def access_token(secret: str, staff: Staff) -> str:
    """A token that names `staff` for a quarter of an hour."""
    claims = {"sub": str(staff.id), "ws": str(staff.workspace_id), "rol": staff.role, "nam": staff.name}
    return sign(KeyRing((secret,)), audience=_AUDIENCE, expires_at=utc_now() + ACCESS_LIFETIME, claims=claims)


def bearer(request: Request) -> Member | None:
    """The member of the office whose token the request carries, or None without one; raises `TokenNotValid`."""
    token = token_in(request)
    if not token:
        return None
    secret = request.app.state.context.settings.staff_token_secret.get_secret_value()
    claims = verify(KeyRing((secret,)), token, audience=_AUDIENCE)
    workspace = UUID(claims["ws"])
    return Member(
        "staff",
        workspace,
        actor_id=claims["sub"],
        name=claims["nam"],
        role=claims["rol"],
        ip=client_ip(request),
        user_agent=request.headers.get("user-agent", ""),
        workspace=workspace,
    )


async def require_staff(request: Request, _: Annotated[object, Depends(_in_documents)]) -> Member:
    """The member of the office who calls, or the program with a key that is good for this; raises `NotAuthenticated`."""
    return await member(request)


async def member(request: Request) -> Member:
    """Who calls: a member of the office, or a program with a key that is good for this; raises `NotAuthenticated`."""
    key = key_in(request)
    caller = await caller_by_key(request, key) if key else bearer(request)
    if caller is None:
        raise NotAuthenticated(
            "Send a staff access token or an API key as 'Authorization: Bearer …'; POST /api/v1/auth/token gives a token."
        )
    return caller


async def require_editor(staff: Annotated[Member, Depends(require_staff)]) -> Member:
    """A member of the office who may change things; raises `Forbidden` for viewers."""
    if staff.role == "viewer":
        raise Forbidden("Your role may look, but not change anything. Ask an owner for the office role.")
    return staff


StaffDep = Annotated[Member, Depends(require_staff)]
EditorDep = Annotated[Member, Depends(require_editor)]


def identify(request: Request) -> Caller:
    """Whose Idempotency-Key it is: the program's, the member's, else that of whoever calls from the same address."""
    by_key: Caller | None = getattr(request.state, "caller", None)
    if by_key is not None:
        return by_key
    # A key opens none of what anybody may ask; there it tells callers apart, good or not.
    if key := key_in(request):
        return replace(visitor(request), scope=f"key:{token_hash(key)}")
    return bearer(request) or replace(visitor(request), scope=f"ip:{client_ip(request)}")
