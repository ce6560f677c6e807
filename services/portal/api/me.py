"""What whoever calls changes of themselves, whatever their role."""

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.portal.adapters.passwords import hash_password
from services.portal.api.identity import StaffDep
from services.portal.domain.password import read_password
from services.portal.domain.staff import Staff
from services.portal.queries.second_factors import has_second_factor
from services.portal.queries.staff import get_member
from services.portal.usecases.change_password import change_password
from services.portal.usecases.check_own_password import check_own_password
from services.portal.usecases.rename_member import rename_member
from services.portal.usecases.sign_out_everywhere import sign_out_everywhere
from shared.database.session import Session
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1/me", route_class=UnitOfWorkRoute, tags=["me"])


class Me(BaseModel):
    """Whoever calls."""

    staff_id: UUID
    workspace_id: UUID
    name: str
    email: str
    role: Literal["owner", "office", "viewer"]
    second_factor: bool = Field(description="Whether signing in asks for a code, too.")


class MyName(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=400)

    name: str


class PasswordChange(BaseModel):
    """The password as it is, and as it is to be."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    old_password: str
    new_password: str = Field(description="At least 10 characters.")


@dataclass(frozen=True, slots=True)
class Hashed:
    """A new password, hashed before the unit of work begins: it takes its time."""

    password_hash: str


def prepare(request: Request, staff: StaffDep, body: PasswordChange) -> Hashed:
    """Checks the old password, and hashes the new one."""
    database = request.app.state.context.database
    wanted = read_password(body.new_password, field="new_password")
    with database.read() as session:
        known = get_member(session, staff.workspace, UUID(staff.actor_id))
    check_own_password(database, staff=known, password=body.old_password, field="old_password")
    return Hashed(hash_password(wanted))


@router.get("", name="read_me")
def me(staff: StaffDep, session: Reading) -> Me:
    return _me(session, get_member(session, staff.workspace, UUID(staff.actor_id)))


@router.patch("", name="change_me")
def rename(staff: StaffDep, body: MyName, session: Writing) -> Me:
    """Changes the name that is shown for them."""
    who = UUID(staff.actor_id)
    return _me(session, rename_member(session, workspace_id=staff.workspace, staff_id=who, name=body.name))


@router.post("/password", status_code=204, name="change_my_password")
def set_password(staff: StaffDep, given: Annotated[Hashed, Depends(prepare)], session: Writing) -> Response:
    """Everything that the old one has signed in ends, this token too: sign in anew."""
    who = UUID(staff.actor_id)
    change_password(session, workspace_id=staff.workspace, staff_id=who, password_hash=given.password_hash)
    return Response(status_code=204)


@router.post("/sign-out", status_code=204, name="sign_out_everywhere")
def sign_out(staff: StaffDep, session: Writing) -> Response:
    """Ends every session and every token of theirs, this one too."""
    sign_out_everywhere(session, workspace_id=staff.workspace, staff_id=UUID(staff.actor_id))
    return Response(status_code=204)


def _me(session: Session, staff: Staff) -> Me:
    known = {name: getattr(staff, name) for name in ("workspace_id", "name", "email", "role")}
    asked = has_second_factor(session, staff.workspace_id, staff.id)
    return Me.model_validate({"staff_id": staff.id, "second_factor": asked} | known)
