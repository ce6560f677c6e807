"""Somebody has left an office."""

from uuid import UUID

from services.notifications.queries.preferences import forget_reader
from services.notifications.queries.workspaces import find_member
from shared.database.session import Session


def forget_member(session: Session, *, workspace_id: UUID, staff_id: UUID) -> None:
    """Has no message of the office go to them, and keeps nothing of what they wanted."""
    member = find_member(session, workspace_id, staff_id)
    if member is not None:
        session.delete(member)
    forget_reader(session, workspace_id, staff_id)
