"""The office switches features of its portal on or off."""

from collections.abc import Mapping
from uuid import UUID

from services.portal.domain.portal_settings import PortalSettings
from services.portal.queries.portal_settings import lock_settings
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.tell_workspace import tell_workspace
from shared.database.session import Session


def switch_features(
    session: Session, *, workspace_id: UUID, features: Mapping[str, bool], public_url: str | None = None
) -> PortalSettings:
    """Switches those in `features` and tells everybody; raises `PrerequisiteMissing`, and then none is switched."""
    workspace = lock_workspace(session, workspace_id)
    chosen = lock_settings(session, workspace_id)
    for name, on in features.items():
        chosen.switch(name, on=on)
    tell_workspace(session, workspace=workspace, public_url=public_url)
    return chosen
