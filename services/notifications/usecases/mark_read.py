"""Mark notices as read."""

from uuid import UUID

from services.notifications.domain.errors import NoticeNotFound
from services.notifications.queries.inbox import advance_mark, position_of
from shared.database.session import Session


def mark_read(session: Session, *, workspace_id: UUID, staff_id: UUID, up_to: UUID) -> None:
    """Has this member read everything up to and including the notice `up_to`."""
    position = position_of(session, workspace_id, up_to)
    if position is None:
        raise NoticeNotFound("There is no such notice. Load the inbox again.", field="up_to")
    advance_mark(session, workspace_id, staff_id=staff_id, position=position)
