"""Mail everybody of an office."""

from typing import Any
from uuid import UUID

from services.notifications.queries.workspaces import members_of
from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session


def mail_office(
    session: Session,
    *,
    workspace_id: UUID,
    cause_id: UUID,
    template: str,
    record_id: UUID,
    context: dict[str, Any],
) -> None:
    """Queues the message for each member of the office."""
    for member in members_of(session, workspace_id):
        queue_message(
            session,
            workspace_id=workspace_id,
            cause_id=cause_id,
            template=template,
            recipient=member.email,
            recipient_kind="office",
            record_id=record_id,
            context=context,
        )
