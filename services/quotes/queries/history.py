"""Histories of estimates."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.history import HistoryLine
from shared.database.session import Session


def lines_of(
    session: Session, workspace_id: UUID, estimate_id: UUID, *, after: int = 0, limit: int | None = None
) -> Sequence[HistoryLine]:
    """The lines that follow the position `after`, oldest first."""
    mine = HistoryLine.workspace_id == workspace_id, HistoryLine.estimate_id == estimate_id
    query = select(HistoryLine).where(*mine, HistoryLine.position > after).order_by(HistoryLine.position)
    return session.scalars(query.limit(limit)).all()


def details_of(session: Session, workspace_id: UUID, estimate_id: UUID, *, action: str) -> Sequence[dict[str, object]]:
    """The details of every line that tells of `action`."""
    mine = HistoryLine.workspace_id == workspace_id, HistoryLine.estimate_id == estimate_id
    return session.scalars(select(HistoryLine.details).where(*mine, HistoryLine.action == action)).all()
