"""The office says when its customers are written to."""

from collections.abc import Mapping
from uuid import UUID

from services.notifications.domain.message_settings import MessageSettings
from services.notifications.queries.message_settings import lock_message_settings
from services.notifications.queries.watched_estimates import look_at_all
from services.notifications.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session


def change_message_settings(session: Session, *, workspace_id: UUID, changes: Mapping[str, int]) -> MessageSettings:
    """Sets the fields in `changes`; raises `InvalidSchedule`. What is waiting already follows them, too."""
    get_workspace(session, workspace_id)
    settings = lock_message_settings(session, workspace_id)
    for field, value in changes.items():
        settings.change(field, value)
    look_at_all(session, workspace_id, utc_now())
    return settings
