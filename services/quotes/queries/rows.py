"""Rows that are written once and not followed any further: half the work of having the session follow them.

For what customers wait for; everything else leaves writing to the session.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, Update, bindparam, insert, inspect, update

from services.quotes.domain.base import Base
from services.quotes.domain.estimate import Estimate
from shared.database.session import Session


def insert_row(session: Session, row: Base) -> None:
    """Inserts `row`, which names its workspace, at once, by a statement prepared once."""
    statement, columns = _insert(type(row))
    session.connection().execute(statement, {column: getattr(row, name) for column, name in columns.items()})


def write_estimate(session: Session, estimate: Estimate) -> None:
    """Writes out what was changed in the locked `estimate`, which names its workspace, and leaves the session nothing to do."""
    changed: dict[str, Any] = {name: getattr(estimate, name) for name in inspect(estimate).committed_state}
    changed["row_version"] = estimate.row_version + 1
    session.expunge(estimate)
    session.connection().execute(_update(frozenset(changed)), changed | {"this_id": estimate.id})


@cache
def _insert(mapped: type[Base]) -> tuple[Insert, dict[str, str]]:
    columns = {attribute.columns[0].name: attribute.key for attribute in mapped.__mapper__.column_attrs}
    return insert(cast("Table", mapped.__table__)), columns


@cache
def _update(names: frozenset[str]) -> Update:
    table = cast("Table", Estimate.__table__)
    return (
        update(table)
        .where(table.c.id == bindparam("this_id"))
        .values({name: bindparam(name) for name in sorted(names)})
    )
