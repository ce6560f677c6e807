"""Claim the document of an acceptance, which is to be sealed."""

from datetime import datetime
from uuid import UUID

from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.queries.documents import add_document, lock_document
from shared.database.session import Session


def claim_document(session: Session, *, workspace_id: UUID, document_id: UUID, now: datetime) -> SealedDocument | None:
    """The document, for the caller alone to seal; None when it is sealed, or somebody is at it."""
    add_document(session, workspace_id, document_id, now=now)
    document = lock_document(session, workspace_id, document_id)
    return document if document is not None and document.claim(now) else None
