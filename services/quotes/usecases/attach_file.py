"""Attach a photo or file to an estimate or to its job."""

from uuid import UUID

from services.quotes.domain.attached import Shows
from services.quotes.domain.attachment import Attachment, attach, files_of, told
from services.quotes.domain.mockup import mockup_of
from services.quotes.domain.origin import Origin
from services.quotes.queries.attachments import attachments_of
from services.quotes.queries.records import lock_record
from services.quotes.usecases.offer_attachments import offer_attachments
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.messaging.outbox import enqueue
from shared.upload import Upload


def attach_file(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    job_id: UUID | None,
    upload: Upload,
    caption: str,
    is_visible: bool,
    shows: Shows | None = None,
    origin: Origin,
) -> Attachment:
    """Keeps the file, as the last one; what the customer sees of an estimate makes a new version of it.

    A photo may be one that `shows` the design. Raises `NotRevisable` where it is too late for that; for the job, and for
    the office alone, it never is.
    """
    record = lock_record(session, workspace_id, estimate_id)
    kin = attachments_of(session, workspace_id, estimate_id, job_id=job_id)
    attachment = attach(
        record.estimate,
        upload,
        job_id=job_id,
        caption=caption,
        is_visible=is_visible,
        among=len(kin),
        origin=origin,
    )
    mockups = [mockup_of(record.estimate, attachment, shows)] if shows else []
    session.add_all([attachment, *files_of(attachment, upload), *mockups])
    details = told(attachment, shows)
    record_history(session, estimate=record.estimate, action="attachment_added", origin=origin, details=details)
    if job_id is None:
        offer_attachments(session, record=record, attachments=[*kin, attachment], origin=origin)
    enqueue(session, "quotes.store_files")
    return attachment
