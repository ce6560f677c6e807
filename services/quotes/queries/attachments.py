"""Attachments of estimates and of their jobs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.attachment import Attachment
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.file_errors import FileNotFound
from services.quotes.domain.kept_file import KeptFile
from shared.database.session import Session


def attachments_of(
    session: Session, workspace_id: UUID, estimate_id: UUID, *, job_id: UUID | None
) -> Sequence[Attachment]:
    """Those of the job, or without one those of the estimate itself, in order."""
    mine = Attachment.workspace_id == workspace_id, Attachment.estimate_id == estimate_id
    kin = Attachment.job_id == job_id, Attachment.removed_at.is_(None)
    return session.scalars(select(Attachment).where(*mine, *kin).order_by(Attachment.position, Attachment.id)).all()


def get_attachment(
    session: Session, workspace_id: UUID, estimate_id: UUID, attachment_id: UUID, *, job_id: UUID | None
) -> Attachment:
    """The attachment of that job, or of the estimate itself; raises `FileNotFound`."""
    mine = Attachment.workspace_id == workspace_id, Attachment.estimate_id == estimate_id
    this = Attachment.id == attachment_id, Attachment.job_id == job_id, Attachment.removed_at.is_(None)
    attachment = session.scalar(select(Attachment).where(*mine, *this))
    if attachment is None:
        raise FileNotFound(f"There is no attachment {attachment_id} here.")
    return attachment


def shown_job_attachments(session: Session, workspace_id: UUID, estimate_id: UUID) -> Sequence[Attachment]:
    """What the customer may see of the job that came of the estimate, in order."""
    mine = Attachment.workspace_id == workspace_id, Attachment.estimate_id == estimate_id
    seen = Attachment.job_id.is_not(None), Attachment.is_visible, Attachment.removed_at.is_(None)
    return session.scalars(select(Attachment).where(*mine, *seen).order_by(Attachment.position, Attachment.id)).all()


def was_offered(session: Session, workspace_id: UUID, estimate_id: UUID, attachment_id: UUID) -> bool:
    """Whether any version of the estimate holds the attachment."""
    mine = EstimateVersion.workspace_id == workspace_id, EstimateVersion.estimate_id == estimate_id
    documents = session.scalars(select(EstimateVersion.document).where(*mine))
    wanted = str(attachment_id)
    return any(entry["id"] == wanted for document in documents for entry in document.get("attachments", ()))


def thumbnails_of(
    session: Session, workspace_id: UUID, estimate_id: UUID, document: Mapping[str, Any]
) -> Sequence[KeptFile]:
    """The small photos that a version's `document` shows."""
    photos = [UUID(entry["id"]) for entry in document.get("attachments", ()) if entry["kind"] == "photo"]
    if not photos:
        return []
    mine = KeptFile.workspace_id == workspace_id, KeptFile.estimate_id == estimate_id
    query = select(KeptFile).where(*mine, KeptFile.owner_id.in_(photos), KeptFile.form == "thumbnail")
    return session.scalars(query).all()


def lock_files_of(session: Session, workspace_id: UUID, attachment_id: UUID) -> Sequence[KeptFile]:
    """The attachment's files, nobody else's until this transaction ends."""
    mine = KeptFile.workspace_id == workspace_id, KeptFile.owner_id == attachment_id
    return session.scalars(select(KeptFile).where(*mine).order_by(KeptFile.id).with_for_update()).all()
