"""Watch what becomes of an estimate. Apart from what tells of it, which must not wait for a table to be there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.notifications.usecases.watch_estimate import Sent, watch_estimate
from shared.service import Context


def run(
    context: Context, *, workspace_id: str, estimate_id: str, what: str, at: str, sent: dict[str, Any] | None = None
) -> None:
    """Run twice, or late, it comes to the same."""
    facts = dict(sent) if sent else None
    if facts is not None:
        facts["expires_on"] = date.fromisoformat(facts["expires_on"]) if facts["expires_on"] else None
    with context.database.begin() as session:
        watch_estimate(
            session,
            workspace_id=UUID(workspace_id),
            estimate_id=UUID(estimate_id),
            what=what,
            at=datetime.fromisoformat(at),
            sent=Sent(**facts) if facts else None,
        )
