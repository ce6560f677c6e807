"""The office says what estimates can be requested for."""

from uuid import UUID

from services.portal.domain.portal_settings import PortalSettings
from services.portal.queries.portal_settings import lock_settings
from services.portal.queries.workspaces import lock_workspace
from shared.database.session import Session


def offer_services(session: Session, *, workspace_id: UUID, services: list[str]) -> PortalSettings:
    """Has these, and no others, to choose from; raises an error that names the field."""
    lock_workspace(session, workspace_id)
    chosen = lock_settings(session, workspace_id)
    chosen.offer(services)
    return chosen
