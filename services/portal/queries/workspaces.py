"""Workspaces, as they are looked up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.portal.domain.errors import WorkspaceNotFound
from services.portal.domain.workspace import Workspace
from shared.database.session import Session


def find_workspace(session: Session, workspace_id: UUID) -> Workspace | None:
    """The workspace, if there is one."""
    return session.get(Workspace, workspace_id)


def get_workspace(session: Session, workspace_id: UUID) -> Workspace:
    """The workspace; raises `WorkspaceNotFound`."""
    workspace = find_workspace(session, workspace_id)
    if workspace is None:
        raise WorkspaceNotFound("There is no such workspace.")
    return workspace


def lock_workspace(session: Session, workspace_id: UUID) -> Workspace:
    """The workspace, held until the transaction ends; raises `WorkspaceNotFound`."""
    workspace = session.scalar(select(Workspace).where(Workspace.id == workspace_id).with_for_update())
    if workspace is None:
        raise WorkspaceNotFound("There is no such workspace.")
    return workspace


def workspace_ids(session: Session) -> Sequence[UUID]:
    """The ids of all workspaces."""
    return session.scalars(select(Workspace.id).order_by(Workspace.id)).all()


def first_workspaces(session: Session, limit: int) -> Sequence[Workspace]:
    """The first of all workspaces, for whoever runs them all on a machine of their own."""
    return session.scalars(select(Workspace).order_by(Workspace.created_at, Workspace.id).limit(limit)).all()


def find_by_slug(session: Session, slug: str) -> Workspace | None:
    """The one of all workspaces whose portal has exactly this address, case included."""
    return session.scalar(select(Workspace).where(Workspace.slug == slug))
