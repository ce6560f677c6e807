"""Record that a file is in the storage."""

from datetime import datetime
from uuid import UUID

from services.quotes.queries.files import lock_file
from shared.database.session import Session


def record_stored(session: Session, *, workspace_id: UUID, file_id: UUID, now: datetime) -> bool:
    """Lets go of the bytes kept here; False when the file was removed meanwhile, so that nobody wants those there."""
    file = lock_file(session, workspace_id, file_id)
    if file is None:
        return False
    file.keep_there(now)
    return True
