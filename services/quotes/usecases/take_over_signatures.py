"""Take over the drawn signatures that acceptances have brought in, so that they are stored like other files."""

from datetime import datetime

from services.quotes.domain.kept_file import signature_file
from services.quotes.queries.files import lock_inline_signatures
from shared.database.session import Session


def take_over_signatures(session: Session, *, now: datetime, limit: int) -> int:
    """Makes a file of up to `limit` drawings, each in one step; returns how many."""
    acceptances = lock_inline_signatures(session, limit=limit)
    for acceptance in acceptances:
        if acceptance.signature_png is not None:
            session.add(signature_file(acceptance, acceptance.signature_png, now))
        acceptance.signature_png = None
    return len(acceptances)
