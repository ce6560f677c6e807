"""Workspaces."""

from uuid import UUID

from services.referrals.domain.errors import WorkspaceNotKnown
from services.referrals.domain.workspace import Workspace
from shared.database.session import Session


def find_workspace(session: Session, workspace_id: UUID) -> Workspace | None:
    return session.get(Workspace, workspace_id)


def get_workspace(session: Session, workspace_id: UUID) -> Workspace:
    """The workspace; raises `WorkspaceNotKnown` until the portal has told of it."""
    workspace = find_workspace(session, workspace_id)
    if workspace is None:
        raise WorkspaceNotKnown("This workspace is being prepared. Try again in a moment.")
    return workspace
