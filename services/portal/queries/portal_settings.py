"""What workspaces chose for their portals."""

from uuid import UUID

from sqlalchemy import select

from services.portal.domain.portal_settings import PortalSettings
from shared.database.session import Session


def settings_of(session: Session, workspace_id: UUID) -> PortalSettings:
    """What the workspace chose; the defaults where it has chosen nothing, which keeping makes no difference to."""
    found = session.get(PortalSettings, workspace_id)
    return found or PortalSettings(workspace_id=workspace_id)


def lock_settings(session: Session, workspace_id: UUID) -> PortalSettings:
    """The same, to be changed: held until the transaction ends. Whoever changes them holds the workspace first."""
    mine = select(PortalSettings).where(PortalSettings.workspace_id == workspace_id)
    found = session.scalar(mine.with_for_update())
    if found is None:
        found = PortalSettings(workspace_id=workspace_id)
        session.add(found)
    return found
