"""The people of the office, as they are looked up. It is by signing in that a workspace becomes known."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.portal.domain.sessions import OfficeSession
from services.portal.domain.staff import Staff
from services.portal.domain.team_errors import MemberNotFound
from services.portal.domain.workspace import Workspace
from shared.database.session import Session


def staff_by_email(
    session: Session, email: str, *, slug: str | None = None, limit: int = 1
) -> Sequence[tuple[Staff, str]]:
    """Who signs in with `email`, which is in the form that is stored, and to which slug; the oldest first.

    Those who have proven that the address is theirs come before all who merely signed up with it.

    In all workspaces, or in that of `slug` alone.
    """
    query = select(Staff, Workspace.slug).join(Workspace, Workspace.id == Staff.workspace_id)
    query = (
        query.where(Staff.email == email).order_by(Staff.proven_at.is_(None), Staff.created_at, Staff.id).limit(limit)
    )
    if slug is not None:
        query = query.where(Workspace.slug == slug)
    return [(staff, found) for staff, found in session.execute(query)]


def staff_of(session: Session, workspace_id: UUID, staff_id: UUID) -> Staff | None:
    """A member of this workspace's office, if they are one."""
    return session.scalar(select(Staff).where(Staff.workspace_id == workspace_id, Staff.id == staff_id))


def staff_in_office(session: Session, workspace_id: UUID, email: str) -> Staff | None:
    """Who signs in to this workspace's office with `email`, which is in the form that is stored."""
    return session.scalar(select(Staff).where(Staff.workspace_id == workspace_id, Staff.email == email))


def team_of(session: Session, workspace_id: UUID) -> Sequence[Staff]:
    """Everybody of this workspace's office, who has been there longest first."""
    query = select(Staff).where(Staff.workspace_id == workspace_id).order_by(Staff.created_at, Staff.id)
    return session.scalars(query).all()


def lock_member(session: Session, workspace_id: UUID, staff_id: UUID) -> Staff:
    """A member of this workspace's office, held until the transaction ends; raises `MemberNotFound`."""
    mine = Staff.workspace_id == workspace_id, Staff.id == staff_id
    return _here(session.scalar(select(Staff).where(*mine).with_for_update()))


def get_member(session: Session, workspace_id: UUID, staff_id: UUID) -> Staff:
    """A member of this workspace's office; raises `MemberNotFound`."""
    return _here(staff_of(session, workspace_id, staff_id))


def _here(found: Staff | None) -> Staff:
    if found is None:
        raise MemberNotFound("There is nobody by this id in your office.")
    return found


def signed_in(session: Session, token_hash: str, now: datetime) -> Staff | None:
    """Whose browser session this is, of all workspaces, if it is good at `now`."""
    good = (
        OfficeSession.token_hash == token_hash,
        OfficeSession.revoked_at.is_(None),
        OfficeSession.expires_at > now,
    )
    return session.scalar(select(Staff).join(OfficeSession, OfficeSession.staff_id == Staff.id).where(*good))
