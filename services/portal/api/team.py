"""The people of the office. Everybody there sees who they are; only owners change it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict

from services.portal.api.identity import OwnerDep, StaffDep
from services.portal.domain.invitation import Invitation
from services.portal.domain.staff import Staff
from services.portal.queries.invitations import invitations_of
from services.portal.queries.staff import team_of
from services.portal.usecases.change_role import change_role
from services.portal.usecases.invite_member import invite_member
from services.portal.usecases.limit_invitations import limit_invitations
from services.portal.usecases.remove_member import remove_member
from services.portal.usecases.reset_second_factor import reset_second_factor
from services.portal.usecases.send_invitation import send_invitation
from services.portal.usecases.withdraw_invitation import withdraw_invitation
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1/team", route_class=UnitOfWorkRoute, tags=["team"])

Role = Literal["owner", "office", "viewer"]


class TeamMember(BaseModel):
    """Somebody who signs in to this office."""

    staff_id: UUID
    name: str
    email: str
    role: Role
    joined_at: datetime


class TeamMembers(BaseModel):
    """All of them, who has been there longest first."""

    items: list[TeamMember]


class RoleChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role


class NewInvitation(BaseModel):
    """A link is mailed to `email`, by which they choose a password and join."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    email: str
    name: str
    role: Role = "office"


class TeamInvitation(BaseModel):
    """Somebody who was invited and has not joined; the link is good until `expires_at`."""

    invitation_id: UUID
    name: str
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime


class TeamInvitations(BaseModel):
    """All of them, the oldest first."""

    items: list[TeamInvitation]


def limit(request: Request, staff: OwnerDep) -> None:
    """Counted before the unit of work begins, which a second one would wait for."""
    limit_invitations(request.app.state.context.database, workspace_id=staff.workspace)


@router.get("/members", name="list_team_members")
def members(staff: StaffDep, session: Reading) -> TeamMembers:
    return TeamMembers(items=[_member(one) for one in team_of(session, staff.workspace)])


@router.patch("/members/{staff_id}", name="change_team_member")
def change(staff: OwnerDep, staff_id: UUID, body: RoleChange, session: Writing) -> TeamMember:
    """Gives another role, which counts at once; 409 `last_owner` where nobody else would own the workspace."""
    by = UUID(staff.actor_id)
    return _member(change_role(session, workspace_id=staff.workspace, staff_id=staff_id, role=body.role, by=by))


@router.delete("/members/{staff_id}", status_code=204, name="remove_team_member")
def remove(staff: OwnerDep, staff_id: UUID, session: Writing) -> Response:
    """Signs them out everywhere, for good; 409 `last_owner` where nobody else would own the workspace."""
    remove_member(session, workspace_id=staff.workspace, staff_id=staff_id, by=UUID(staff.actor_id))
    return Response(status_code=204)


@router.delete("/members/{staff_id}/second-factor", status_code=204, name="reset_second_factor")
def reset(staff: OwnerDep, staff_id: UUID, session: Writing) -> Response:
    """Their password alone signs them in until they set up another app; 409 `second_factor_off` where there is none."""
    reset_second_factor(session, workspace_id=staff.workspace, staff_id=staff_id, by=UUID(staff.actor_id))
    return Response(status_code=204)


@router.get("/invitations", name="list_team_invitations")
def invitations(staff: OwnerDep, session: Reading) -> TeamInvitations:
    return TeamInvitations(items=[_invitation(one) for one in invitations_of(session, staff.workspace)])


@router.post("/invitations", status_code=201, name="invite_team_member", dependencies=[Depends(limit)])
def invite(request: Request, staff: OwnerDep, body: NewInvitation, session: Writing) -> TeamInvitation:
    """Mails the link, good for a week; 409 `already_member`, `already_invited`, or `link_setup` without an address for it."""
    made = invite_member(
        session,
        workspace_id=staff.workspace,
        email=body.email,
        name=body.name,
        role=body.role,
        by=UUID(staff.actor_id),
        public_url=_public_url(request),
    )
    return _invitation(made)


@router.post("/invitations/{invitation_id}/send", name="send_team_invitation", dependencies=[Depends(limit)])
def send(request: Request, staff: OwnerDep, invitation_id: UUID, session: Writing) -> TeamInvitation:
    """Mails the link again, good for another week."""
    sent = send_invitation(
        session,
        workspace_id=staff.workspace,
        invitation_id=invitation_id,
        by=UUID(staff.actor_id),
        public_url=_public_url(request),
    )
    return _invitation(sent)


@router.delete("/invitations/{invitation_id}", status_code=204, name="withdraw_team_invitation")
def withdraw(staff: OwnerDep, invitation_id: UUID, session: Writing) -> Response:
    """Has the link lead nowhere."""
    withdraw_invitation(session, workspace_id=staff.workspace, invitation_id=invitation_id, by=UUID(staff.actor_id))
    return Response(status_code=204)


def _member(one: Staff) -> TeamMember:
    known = {"staff_id": one.id, "name": one.name, "email": one.email, "role": one.role, "joined_at": one.created_at}
    return TeamMember.model_validate(known)


def _invitation(one: Invitation) -> TeamInvitation:
    known = {name: getattr(one, name) for name in ("name", "email", "role", "created_at", "expires_at")}
    return TeamInvitation.model_validate({"invitation_id": one.id} | known)


def _public_url(request: Request) -> str | None:
    public_url: str | None = request.app.state.context.settings.public_url
    return public_url
