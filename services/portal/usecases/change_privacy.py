"""The office says how private look-ups are."""

from uuid import UUID

from services.portal.domain.portal_settings import PortalSettings
from services.portal.queries.portal_settings import lock_settings
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.tell_workspace import tell_workspace
from shared.database.session import Session


def change_privacy(
    session: Session, *, workspace_id: UUID, privacy: str, public_url: str | None = None
) -> PortalSettings:
    """Has look-ups show what they may from now on, and tells everybody; raises `InvalidChoice`."""
    workspace = lock_workspace(session, workspace_id)
    chosen = lock_settings(session, workspace_id)
    chosen.keep_private(privacy)
    tell_workspace(session, workspace=workspace, public_url=public_url)
    return chosen
