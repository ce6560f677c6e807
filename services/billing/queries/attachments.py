"""Photos and files of invoices."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import delete, select

from services.billing.domain.attachment import Attachment
from services.billing.domain.errors import FileNotFound
from shared.database.session import Session

FileForm = Literal["file", "thumbnail"]


def attachments_of(session: Session, workspace_id: UUID, invoice_id: UUID) -> Sequence[Attachment]:
    """All of the invoice, in order, without their bytes."""
    mine = Attachment.workspace_id == workspace_id, Attachment.invoice_id == invoice_id
    return session.scalars(select(Attachment).where(*mine).order_by(Attachment.position, Attachment.id)).all()


def shown_attachments(session: Session, workspace_id: UUID, invoice_id: UUID) -> list[Attachment]:
    """Those that the customer sees, in order, without their bytes."""
    return [one for one in attachments_of(session, workspace_id, invoice_id) if one.is_visible]


def attachment_of(session: Session, workspace_id: UUID, invoice_id: UUID, attachment_id: UUID) -> Attachment:
    """The attachment of that invoice; raises `FileNotFound`."""
    mine = Attachment.workspace_id == workspace_id, Attachment.invoice_id == invoice_id
    found = session.scalar(select(Attachment).where(*mine, Attachment.id == attachment_id))
    if found is None:
        raise FileNotFound("There is no such file here.")
    return found


def file_of(session: Session, workspace_id: UUID, attachment: Attachment, form: FileForm) -> bytes:
    """The bytes of the attachment in that form; raises `FileNotFound` where there are none."""
    column = Attachment.content if form == "file" else Attachment.thumbnail
    mine = Attachment.workspace_id == workspace_id, Attachment.id == attachment.id
    content = session.scalar(select(column).where(*mine))
    if content is None:
        raise FileNotFound("There is no such file here.")
    return content


def hash_of(attachment: Attachment, form: FileForm) -> str:
    """The hash of the attachment in that form; raises `FileNotFound` for the thumbnail of what has none."""
    sha256 = attachment.sha256 if form == "file" else attachment.thumbnail_sha256
    if not sha256:
        raise FileNotFound("There is no such file here.")
    return sha256


def forget_attachments(session: Session, workspace_id: UUID, invoice_id: UUID) -> None:
    """All of the invoice are gone."""
    mine = Attachment.workspace_id == workspace_id, Attachment.invoice_id == invoice_id
    session.execute(delete(Attachment).where(*mine))
