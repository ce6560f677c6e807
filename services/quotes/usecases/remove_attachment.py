"""Remove an attachment."""

from uuid import UUID

from services.quotes.domain.attachment import Attachment, number, told
from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from services.quotes.domain.origin import Origin
from services.quotes.queries.attachments import attachments_of, get_attachment, lock_files_of, was_offered
from services.quotes.queries.mockups import find_mockup
from services.quotes.queries.records import Record, lock_record
from services.quotes.usecases.offer_attachments import offer_attachments
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.messaging.outbox import enqueue


def remove_attachment(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    job_id: UUID | None,
    attachment_id: UUID,
    origin: Origin,
) -> None:
    """Nobody sees it any more. What a version has offered is kept as evidence of that; all else is forgotten."""
    record = lock_record(session, workspace_id, estimate_id)
    attachment = get_attachment(session, workspace_id, estimate_id, attachment_id, job_id=job_id)
    attachment.removed_at = origin.at
    left = attachments_of(session, workspace_id, estimate_id, job_id=job_id)
    number(left)
    record_history(
        session, estimate=record.estimate, action="attachment_removed", origin=origin, details=told(attachment)
    )
    if job_id is None:
        offer_attachments(session, record=record, attachments=left, origin=origin)
    if not was_offered(session, workspace_id, estimate_id, attachment_id):
        _forget(session, record, attachment)


def _forget(session: Session, record: Record, attachment: Attachment) -> None:
    if record.estimate.record_type == HOLIDAY_LIGHTS:
        mockup = find_mockup(session, attachment.workspace_id, attachment.id)
        if mockup is not None:
            session.delete(mockup)
    for file in lock_files_of(session, attachment.workspace_id, attachment.id):
        if file.key is not None:
            enqueue(session, "quotes.forget_object", key=file.key)
        session.delete(file)
    session.delete(attachment)
