"""Have the progress of an estimate followed, so that its customer is reminded for as long as it waits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from shared.clock import isoformat
from shared.database.session import Session
from shared.messaging.outbox import enqueue


def follow_progress(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    what: str,
    at: datetime,
    sent: dict[str, Any] | None = None,
) -> None:
    """It was sent, viewed, closed, or has another link (linked). Kept by a task: what tells of it waits for no table."""
    enqueue(
        session,
        "notifications.watch_estimate",
        workspace_id=str(workspace_id),
        estimate_id=str(estimate_id),
        what=what,
        at=isoformat(at),
        sent=sent,
    )
