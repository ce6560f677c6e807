"""Who asks: the gateway tells it to a service in a short-lived internal token, and services believe nothing else."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from shared.clock import utc_now
from shared.errors import Forbidden, NotAuthenticated
from shared.tokens import KeyRing, sign, verify

LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Caller:
    """`kind` is anonymous, link, customer, staff or system; `workspace_id` is None only where none is known yet.

    `scope` of a link names the one record it opens, such as `estimate:<id>`; `ip` and `user_agent` are the browser's.
    A customer is signed in: `actor_id` is theirs, and they are let at nothing of anybody else's.
    """

    kind: str
    workspace_id: UUID | None = None
    actor_id: str = ""
    name: str = ""
    role: str = ""
    scope: str = ""
    ip: str = ""
    user_agent: str = ""


def mint(secret: str, audience: str, caller: Caller) -> str:
    """The internal token that tells the service called `audience` who `caller` is."""
    claims = {
        "knd": caller.kind,
        "ws": str(caller.workspace_id) if caller.workspace_id else None,
        "act": caller.actor_id,
        "nam": caller.name[:200],
        "rol": caller.role,
        "scp": caller.scope,
        "ip": caller.ip,
        "ua": caller.user_agent[:400],
    }
    return sign(KeyRing((secret,)), audience=f"service:{audience}", expires_at=utc_now() + LIFETIME, claims=claims)


def current_caller(request: Request) -> Caller:
    """The caller the gateway names in the request's bearer token; raises `NotAuthenticated` without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAuthenticated("This service answers the gateway only.")
    context = request.app.state.context
    secret = context.settings.service_token_secret.get_secret_value()
    claims = verify(KeyRing((secret,)), token, audience=f"service:{context.service.name}")
    workspace = UUID(claims["ws"]) if claims["ws"] else None
    return Caller(
        claims["knd"], workspace, claims["act"], claims["nam"], claims["rol"], claims["scp"], claims["ip"], claims["ua"]
    )


CallerDep = Annotated[Caller, Depends(current_caller)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Caller):
    """A caller who is known to belong to a workspace."""

    workspace: UUID

    @property
    def may_edit(self) -> bool:
        """Whether they may change things, and have what lets one act as somebody else."""
        return self.role != "viewer"


def _member(caller: Caller, workspace_id: UUID) -> Member:
    known = {field.name: getattr(caller, field.name) for field in fields(Caller)}
    return Member(**known, workspace=workspace_id)


def require_staff(caller: CallerDep) -> Member:
    """A signed-in member of the office; raises `NotAuthenticated`."""
    if caller.kind != "staff" or caller.workspace_id is None:
        raise NotAuthenticated("Sign in to the office first.")
    return _member(caller, caller.workspace_id)


def require_editor(staff: Annotated[Member, Depends(require_staff)]) -> Member:
    """A member of the office who may change things; raises `Forbidden` for viewers."""
    if not staff.may_edit:
        raise Forbidden("Your role may look, but not change anything. Ask an owner for the office role.")
    return staff


def require_link(caller: CallerDep) -> Member:
    """Somebody who opened a link, which the gateway has resolved to its workspace and record."""
    if caller.kind not in {"link", "customer", "staff"} or caller.workspace_id is None:
        raise NotAuthenticated("Open the page from the link in your email.")
    return _member(caller, caller.workspace_id)


def require_signed_in(caller: CallerDep) -> Member:
    """A customer who has signed in at the portal; raises `NotAuthenticated`."""
    if caller.kind != "customer" or caller.workspace_id is None or not caller.actor_id:
        raise NotAuthenticated("Sign in first.")
    return _member(caller, caller.workspace_id)


StaffDep = Annotated[Member, Depends(require_staff)]
EditorDep = Annotated[Member, Depends(require_editor)]
LinkDep = Annotated[Member, Depends(require_link)]
SignedInDep = Annotated[Member, Depends(require_signed_in)]
