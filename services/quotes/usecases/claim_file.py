"""Claim a file that is to be stored."""

from datetime import datetime

from services.quotes.domain.kept_file import KeptFile
from services.quotes.queries.files import lock_due_file
from shared.database.session import Session


def claim_file(session: Session, *, now: datetime) -> KeptFile | None:
    """The file that has been due longest, for the caller alone to store; None when none is due."""
    file = lock_due_file(session, now)
    if file is not None:
        file.claim(now)
    return file
