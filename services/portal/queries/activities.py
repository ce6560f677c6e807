"""Who changed what, as it is written down and listed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from services.portal.domain.activity import TABLE, Activity
from shared.database.session import Session


def add_activity(session: Session, workspace_id: UUID, line: Mapping[str, Any]) -> None:
    """Writes a line of `activity_of` down."""
    session.execute(insert(TABLE).values({**line, "workspace_id": workspace_id}))


def settle_activity(session: Session, workspace_id: UUID, activity_id: UUID, values: Mapping[str, Any]) -> None:
    """Completes the line of an act that has come to its end."""
    mine = (Activity.workspace_id == workspace_id, Activity.id == activity_id)
    session.execute(update(Activity).where(*mine).values(dict(values)))


def forget_activity(session: Session, workspace_id: UUID, activity_id: UUID) -> None:
    """Takes back the line of an act that was not done."""
    session.execute(delete(Activity).where(Activity.workspace_id == workspace_id, Activity.id == activity_id))


def activities_of(
    session: Session,
    workspace_id: UUID,
    *,
    kind: str | None = None,
    actor_id: UUID | None = None,
    before: UUID | None = None,
    limit: int,
) -> Sequence[Activity]:
    """The acts in the workspace, or those of a kind, or of somebody; newest first."""
    query = select(Activity).where(Activity.workspace_id == workspace_id)
    if kind is not None:
        query = query.where(Activity.kind == kind)
    if actor_id is not None:
        query = query.where(Activity.actor_id == actor_id)
    if before is not None:
        query = query.where(Activity.id < before)
    return session.scalars(query.order_by(Activity.id.desc()).limit(limit)).all()


def actors_of(session: Session, workspace_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Everybody who has done anything in the workspace, with a name that they had, also if they have gone."""
    mine = select(Activity.actor_id, func.max(Activity.actor_name)).where(Activity.workspace_id == workspace_id)
    found = session.execute(mine.group_by(Activity.actor_id)).all()
    return sorted(((actor_id, name) for actor_id, name in found), key=lambda one: (one[1].casefold(), str(one[0])))
