"""Note whether a workspace can take payments online."""

from uuid import UUID

from services.portal.queries.portal_settings import lock_settings
from services.portal.queries.workspaces import lock_workspace
from shared.database.session import Session


def note_payments(session: Session, *, workspace_id: UUID, possible: bool) -> None:
    """Has the feature of invoice payments be possible from now on, or no more; it is not switched by that."""
    lock_workspace(session, workspace_id)
    lock_settings(session, workspace_id).takes_payments = possible
