"""The office puts the list of first steps away, or takes it back."""

from uuid import UUID

from services.portal.queries.portal_settings import lock_settings
from services.portal.queries.workspaces import lock_workspace
from shared.database.session import Session


def dismiss_first_steps(session: Session, *, workspace_id: UUID, dismissed: bool) -> None:
    """Has the list shown no more, or again; nobody else is told, as it is nobody else's business."""
    lock_workspace(session, workspace_id)
    lock_settings(session, workspace_id).checklist_dismissed = dismissed
