"""Put off the storing of a file."""

from datetime import datetime
from uuid import UUID

from services.quotes.queries.files import lock_file
from shared.database.session import Session


def put_off_file(session: Session, *, workspace_id: UUID, file_id: UUID, now: datetime) -> None:
    """The storage is away: the file stays here, and is due again later."""
    file = lock_file(session, workspace_id, file_id)
    if file is not None:
        file.put_off(now)
