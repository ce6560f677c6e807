"""How many rows a change has met: SQLAlchemy's sessions are not typed for it, their connections are."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import UpdateBase
from sqlalchemy.orm import Session


def affected(session: Session, change: UpdateBase, parameters: Mapping[str, Any] | None = None) -> int:
    """Executes `change`, an UPDATE or DELETE of a table; returns how many rows it met."""
    return session.connection().execute(change, parameters).rowcount
