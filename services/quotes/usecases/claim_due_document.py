"""Claim a document that has waited to be sealed."""

from datetime import datetime

from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.queries.documents import lock_due_document
from shared.database.session import Session


def claim_due_document(session: Session, *, now: datetime) -> SealedDocument | None:
    """The document that has been due longest, for the caller alone to seal; None when none is due."""
    document = lock_due_document(session, now)
    return document if document is not None and document.claim(now) else None
