"""Add somebody to those of an office who are told things."""

from uuid import UUID

from services.notifications.domain.member import Member
from services.notifications.queries.workspaces import find_member
from shared.database.session import Session


def add_member(session: Session, *, workspace_id: UUID, staff_id: UUID, email: str) -> None:
    """Has the office's messages go to this person, too."""
    member = find_member(session, workspace_id, staff_id)
    if member is None:
        session.add(Member(staff_id=staff_id, workspace_id=workspace_id, email=email))
        return
    member.email = email
