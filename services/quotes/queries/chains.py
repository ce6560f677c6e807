"""Histories as they stand in the database, to the byte: what is to be checked must not be mended by being read."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Text, cast, select, type_coerce

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.history import HistoryLine
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.pages import AnyRow
from shared.clock import isoformat
from shared.database.session import Session
from shared.database.upsert import dialect_of

_TEXTS = (
    "action",
    "actor_kind",
    "actor_name",
    "ip",
    "user_agent",
    "person_salt",
    "person_hash",
    "previous_hash",
    "hash",
)
_SQLITE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}\.\d{6})")


def raw_lines(session: Session, workspace_id: UUID, estimate_id: UUID) -> list[dict[str, Any]]:
    """Every line, oldest first, in plain values; what cannot be read as what it should be comes as the text it is."""
    as_bytes = dialect_of(session) == "sqlite"
    columns = [getattr(HistoryLine, name) for name in (*_TEXTS, "at", "details")]
    # SQLite takes any bytes into a column, also such as are no text.
    read = [cast(column, LargeBinary) if as_bytes else type_coerce(column, Text) for column in columns]
    mine = HistoryLine.workspace_id == workspace_id, HistoryLine.estimate_id == estimate_id
    query = select(
        HistoryLine.position, *(value.label(column.key) for value, column in zip(read, columns, strict=True))
    )
    return [_line(row) for row in session.execute(query.where(*mine).order_by(HistoryLine.position)).mappings()]


def records_to_check(session: Session, *, slug: str | None = None, number: str | None = None) -> Sequence[AnyRow]:
    """The estimates of all workspaces, or of one, or of a number, in order."""
    query = select(Estimate.workspace_id, Estimate.id, Estimate.number, Workspace.slug)
    query = query.join(Workspace, Workspace.id == Estimate.workspace_id).order_by(Workspace.slug, Estimate.id)
    if slug is not None:
        query = query.where(Workspace.slug == slug)
    if number is not None:
        query = query.where(Estimate.number == number)
    return session.execute(query).all()


def _line(row: Any) -> dict[str, Any]:
    texts = {name: _text(row[name]) for name in _TEXTS}
    person = {name: texts.pop(name) for name in ("actor_name", "ip", "user_agent")}
    return {
        "position": row["position"],
        "at": _moment(row["at"]),
        **{name: texts[name] for name in ("action", "actor_kind")},
        "person": {"salt": texts.pop("person_salt"), **person},
        "person_hash": texts["person_hash"],
        "details": _details(row["details"]),
        "previous_hash": texts["previous_hash"],
        "hash": texts["hash"],
    }


def _text(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return isoformat(value)
    text = _text(value)
    written = _SQLITE_TIME.fullmatch(text) if isinstance(text, str) else None
    return f"{written[1]}T{written[2]}Z" if written else text


def _details(value: Any) -> Any:
    text = _text(value)
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
