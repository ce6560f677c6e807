"""Record what happened to an estimate."""

from typing import Any

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.history import next_line
from services.quotes.domain.origin import Origin
from services.quotes.queries.rows import insert_row
from shared.database.session import Session


def record_history(
    session: Session, *, estimate: Estimate, action: str, origin: Origin, details: dict[str, Any] | None = None
) -> None:
    """Adds the next line to the history of a locked estimate; `details` are ids and figures, never personal data."""
    insert_row(session, next_line(estimate, action=action, origin=origin, details=details))
