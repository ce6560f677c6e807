"""Change how an attachment is shown."""

from dataclasses import dataclass
from uuid import UUID

from services.quotes.domain.attached import Shows
from services.quotes.domain.attachment import Attachment, put_in_place, told
from services.quotes.domain.mockup import mockup_of
from services.quotes.domain.origin import Origin
from services.quotes.queries.attachments import attachments_of, get_attachment
from services.quotes.queries.mockups import find_mockup, shows_of
from services.quotes.queries.records import Record, lock_record
from services.quotes.usecases.offer_attachments import offer_attachments
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What is to be different; what is None stays as it is, and `shows` unless it is `shows_other`."""

    caption: str | None = None
    is_visible: bool | None = None
    position: int | None = None
    shows: Shows | None = None
    shows_other: bool = False


def change_attachment(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    job_id: UUID | None,
    attachment_id: UUID,
    showing: Showing,
    origin: Origin,
) -> Attachment:
    """Has it shown as `showing` says; what the customer sees of an estimate makes a new version of it."""
    record = lock_record(session, workspace_id, estimate_id)
    attachment = get_attachment(session, workspace_id, estimate_id, attachment_id, job_id=job_id)
    shows = _shows(session, record, attachment)
    before = attachment.attached(shows), attachment.is_visible, attachment.position
    if showing.caption is not None:
        attachment.describe(showing.caption)
    if showing.is_visible is not None:
        attachment.is_visible = showing.is_visible
    if showing.position is not None:
        kin = attachments_of(session, workspace_id, estimate_id, job_id=job_id)
        put_in_place(kin, attachment, showing.position)
    if showing.shows_other and showing.shows != shows:
        shows = showing.shows
        _show(session, record, attachment, shows)
    if before == (attachment.attached(shows), attachment.is_visible, attachment.position):
        return attachment
    details = told(attachment, shows)
    record_history(session, estimate=record.estimate, action="attachment_changed", origin=origin, details=details)
    if job_id is None:
        kin = attachments_of(session, workspace_id, estimate_id, job_id=None)
        offer_attachments(session, record=record, attachments=kin, origin=origin)
    return attachment


def _shows(session: Session, record: Record, attachment: Attachment) -> Shows | None:
    estimate = record.estimate
    every = shows_of(session, estimate.workspace_id, estimate.id, record_type=estimate.record_type)
    return every.get(attachment.id)


def _show(session: Session, record: Record, attachment: Attachment, shows: Shows | None) -> None:
    wanted = mockup_of(record.estimate, attachment, shows) if shows else None
    there = find_mockup(session, attachment.workspace_id, attachment.id)
    if there is not None and wanted is not None:
        there.stage, there.zone = wanted.stage, wanted.zone
    elif there is not None:
        session.delete(there)
    elif wanted is not None:
        session.add(wanted)
