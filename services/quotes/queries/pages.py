"""Pages of a list: newest first, each page beginning where the last one ended, whatever is added meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select
from sqlalchemy.orm import InstrumentedAttribute

from shared.database.session import Session

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the next ones begin (None on the last page)."""

    rows: Sequence[AnyRow]
    next_cursor: str | None


def newest_first(
    session: Session, query: AnySelect, key: InstrumentedAttribute[UUID], *, cursor: UUID | None, limit: int
) -> Page:
    """The page of `query` after `cursor`. Its rows carry the id as `id`; the query names its workspace."""
    if cursor is not None:
        query = query.where(key < cursor)
    rows = session.execute(query.order_by(key.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(shown, str(shown[-1].id) if len(rows) > limit else None)
