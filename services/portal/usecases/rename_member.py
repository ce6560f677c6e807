"""Somebody of the office says what they are called."""

from uuid import UUID

from services.portal.domain.staff import Staff
from services.portal.queries.staff import lock_member
from shared.database.session import Session
from shared.events.portal import MemberChanged
from shared.messaging.outbox import publish


def rename_member(session: Session, *, workspace_id: UUID, staff_id: UUID, name: str) -> Staff:
    """Raises `InvalidText`."""
    staff = lock_member(session, workspace_id, staff_id)
    before = staff.name
    staff.rename(name)
    if staff.name != before:
        changed = MemberChanged(
            workspace_id=workspace_id, staff_id=staff.id, email=staff.email, name=staff.name, role=staff.role
        )
        publish(session, changed)
    return staff
