"""Mail somebody of an office what is theirs alone, such as a link to set a password by."""

from typing import Any
from uuid import UUID

from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session


def mail_member(
    session: Session, *, workspace_id: UUID, cause_id: UUID, template: str, email: str, context: dict[str, Any]
) -> None:
    """Has it sent once this is committed, at any hour; does nothing when it has been queued for this cause before."""
    queue_message(
        session,
        workspace_id=workspace_id,
        cause_id=cause_id,
        template=template,
        recipient=email,
        recipient_kind="office",
        record_id=None,
        context=context,
    )
