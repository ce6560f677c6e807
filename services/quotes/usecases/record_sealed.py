"""Record that a document is sealed."""

from datetime import datetime
from uuid import UUID

from services.quotes.adapters.seal import Sealed
from services.quotes.domain.origin import Origin
from services.quotes.domain.sealed_document import sealed_file
from services.quotes.queries.documents import lock_document
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.messaging.outbox import enqueue


def record_sealed(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, document_id: UUID, sealed: Sealed, now: datetime
) -> bool:
    """Keeps the file, and its hash in the estimate's history; False when there is one already, which stays the only one."""
    record = lock_record(session, workspace_id, estimate_id)
    document = lock_document(session, workspace_id, document_id)
    if document is None or document.is_sealed:
        return False
    document.seal(sha256=sealed.sha256, certificate_sha256=sealed.certificate_sha256, now=now)
    session.add(sealed_file(document, sealed.content, now))
    record_history(
        session,
        estimate=record.estimate,
        action="sealed",
        origin=Origin(at=now, actor_kind="system"),
        details={
            "document_id": str(document_id),
            "sha256": sealed.sha256,
            "certificate_sha256": sealed.certificate_sha256,
        },
    )
    enqueue(session, "quotes.store_files")
    return True
