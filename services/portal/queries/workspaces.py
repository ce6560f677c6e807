"""Workspaces, as they are looked up."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from services.portal.domain.errors import WorkspaceNotFound
from services.portal.domain.slugs import slugs_like
from services.portal.domain.workspace import Workspace
from shared.database.session import Session
from shared.ids import new_id

_TRIED = 30


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


def free_slug(session: Session, slug: str) -> str:
    """`slug` if none of all workspaces has it, or one like it; it may be gone a moment later."""
    tried = list(islice(slugs_like(slug), _TRIED))
    taken = set(session.scalars(select(Workspace.slug).where(Workspace.slug.in_(tried))))
    # Whoever is called like thirty others gets a few letters that nobody has.
    return next((one for one in tried if one not in taken), f"{slug[:40].strip('-')}-{new_id().hex[-8:]}")
