"""Workspaces, as billing knows them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.workspace import Workspace
from shared.database.session import Session


def workspace_of(session: Session, workspace_id: UUID) -> Workspace | None:
    """The workspace, once the portal has told of it."""
    return session.get(Workspace, workspace_id)


def today_in(session: Session, workspace_id: UUID, now: datetime) -> date:
    """The calendar day of `now` where the business is."""
    workspace = workspace_of(session, workspace_id)
    return workspace.day_of(now) if workspace else now.date()


def workspace_ids(session: Session) -> Sequence[UUID]:
    """Every workspace billing has been told of, of all workspaces: only operators ask this."""
    return session.scalars(select(Workspace.id).order_by(Workspace.id)).all()
