"""Note that an estimate's deposit has been paid."""

from datetime import datetime
from uuid import UUID

from services.quotes.domain.origin import Origin
from services.quotes.queries.history import details_of
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session

ACTION = "deposit_paid"


def note_deposit_paid(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    event_id: UUID,
    invoice_id: UUID,
    total: int,
    currency: str,
    paid_at: datetime,
) -> None:
    """Adds a line to the estimate's history, one for each `event_id`."""
    record = lock_record(session, workspace_id, estimate_id)
    known = details_of(session, workspace_id, estimate_id, action=ACTION)
    if any(details["event_id"] == str(event_id) for details in known):
        return
    record_history(
        session,
        estimate=record.estimate,
        action=ACTION,
        origin=Origin(at=paid_at, actor_kind="system"),
        details={"event_id": str(event_id), "invoice_id": str(invoice_id), "total": total, "currency": currency},
    )
