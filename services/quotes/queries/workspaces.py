"""Workspaces, as far as the portal has told of them."""

from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.errors import WorkspaceNotFound
from services.quotes.domain.workspace import Workspace
from shared.database.session import Session


def find_workspace(session: Session, workspace_id: UUID) -> Workspace | None:
    return session.get(Workspace, workspace_id)


def logo_of(session: Session, workspace_id: UUID) -> bytes | None:
    """The logo of the workspace for paper, if it has one."""
    return session.scalar(select(Workspace.logo_png).where(Workspace.id == workspace_id))


def get_workspace(session: Session, workspace_id: UUID) -> Workspace:
    """The workspace; raises `WorkspaceNotFound` until the portal has told of it."""
    workspace = find_workspace(session, workspace_id)
    if workspace is None:
        raise WorkspaceNotFound("This workspace is being prepared. Try again in a moment.")
    return workspace
