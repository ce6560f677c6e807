"""When workspaces write to their customers by themselves."""

from uuid import UUID

from sqlalchemy import select

from services.notifications.domain.message_settings import MessageSettings
from shared.database.session import Session


def message_settings_of(session: Session, workspace_id: UUID) -> MessageSettings:
    """What the workspace chose; the defaults where it has chosen nothing."""
    return session.get(MessageSettings, workspace_id) or MessageSettings(workspace_id=workspace_id)


def lock_message_settings(session: Session, workspace_id: UUID) -> MessageSettings:
    """The same, to be changed: held until the transaction ends."""
    mine = select(MessageSettings).where(MessageSettings.workspace_id == workspace_id)
    found = session.scalar(mine.with_for_update())
    if found is None:
        found = MessageSettings(workspace_id=workspace_id)
        session.add(found)
    return found
