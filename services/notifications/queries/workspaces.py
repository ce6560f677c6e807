"""Workspaces and the members of their offices."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from services.notifications.domain.errors import WorkspaceNotKnown
from services.notifications.domain.member import Member
from services.notifications.domain.workspace import Workspace
from shared.database.session import Session


def find_workspace(session: Session, workspace_id: UUID) -> Workspace | None:
    return session.get(Workspace, workspace_id)


def get_workspace(session: Session, workspace_id: UUID) -> Workspace:
    """The workspace; raises `WorkspaceNotKnown` until the portal has told of it."""
    workspace = find_workspace(session, workspace_id)
    if workspace is None:
        raise _not_known()
    return workspace


def hold_turns(session: Session, workspace_id: UUID, *, wait: bool = True) -> bool:
    """Has others who hand over this workspace's messages wait for this transaction; False where that is somebody else's now.

    Where one queues a message and another ends one in the same moment, each would see the other's as in hand still.
    """
    query = select(Workspace.id).where(Workspace.id == workspace_id)
    return session.scalar(query.with_for_update(key_share=True, skip_locked=not wait)) is not None


def next_position(session: Session, workspace_id: UUID) -> int:
    """The next place in the workspace's inbox. Others who add to it wait for this transaction: places follow commits."""
    taken = update(Workspace).where(Workspace.id == workspace_id).values(last_position=Workspace.last_position + 1)
    returning = taken.returning(Workspace.last_position).execution_options(synchronize_session=False)
    position = session.scalar(returning)
    if position is None:
        raise _not_known()
    return position


def members_of(session: Session, workspace_id: UUID) -> Sequence[Member]:
    """The people of the office, the owner first: ids grow, and the owner was there before all others."""
    query = select(Member).where(Member.workspace_id == workspace_id).order_by(Member.staff_id)
    return session.scalars(query).all()


def find_member(session: Session, workspace_id: UUID, staff_id: UUID) -> Member | None:
    return session.scalar(select(Member).where(Member.workspace_id == workspace_id, Member.staff_id == staff_id))


def _not_known() -> WorkspaceNotKnown:
    return WorkspaceNotKnown("This workspace is being prepared. Try again in a moment.")
