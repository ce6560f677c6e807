"""Put off the sealing of a document."""

from datetime import datetime
from uuid import UUID

from services.quotes.queries.documents import lock_document
from shared.database.session import Session


def put_off_sealing(
    session: Session, *, workspace_id: UUID, document_id: UUID, failure: str, now: datetime, wait: bool = True
) -> None:
    """It could not be sealed, for the reason of that code: it is due later, or without `wait` as soon as anybody looks."""
    document = lock_document(session, workspace_id, document_id)
    if document is None or document.is_sealed:
        return
    if wait:
        document.put_off(failure, now)
    else:
        document.let_wait(failure, now)
