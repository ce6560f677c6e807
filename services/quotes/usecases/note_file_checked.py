"""Note whether a stored file is where it should be."""

from datetime import datetime
from uuid import UUID

from services.quotes.domain.origin import Origin
from services.quotes.queries.files import lock_file
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session


def note_file_checked(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, file_id: UUID, is_there: bool, now: datetime
) -> None:
    """Tells the estimate's history when a file of it is missed, or found again."""
    record = lock_record(session, workspace_id, estimate_id)
    file = lock_file(session, workspace_id, file_id)
    if file is None:
        return
    is_news = file.note_found(now) if is_there else file.note_lost(now)
    if is_news:
        record_history(
            session,
            estimate=record.estimate,
            action="file_found" if is_there else "file_lost",
            origin=Origin(at=now, actor_kind="system"),
            details={"form": file.form, "owner_id": str(file.owner_id), "sha256": file.sha256},
        )
