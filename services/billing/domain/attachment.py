"""Photos and files that the office has put to an invoice: beside its paper, which none of them changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.errors import InvalidCaption, InvalidPlace, TooManyAttachments
from services.billing.domain.invoice import Invoice
from shared.ids import new_id
from shared.upload import Upload, UploadKind

MAX_ATTACHMENTS = 30
MAX_CAPTION = 300


class Attachment(Base, kw_only=True):
    """One photo or file of an invoice; its bytes never change. Only photos have a thumbnail, a width and a height."""

    __tablename__ = "attachments"
    __table_args__ = (Index(None, "workspace_id", "invoice_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    invoice_id: Mapped[UUID]
    kind: Mapped[UploadKind] = mapped_column(Text)
    content_type: Mapped[str]
    caption: Mapped[str]
    is_visible: Mapped[bool]
    """Whether the customer sees it."""
    position: Mapped[int]
    """Its place among those of the same invoice, from 1."""
    size: Mapped[int]
    sha256: Mapped[str]
    thumbnail_sha256: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    thumbnail: Mapped[bytes | None] = mapped_column(deferred=True)

    def describe(self, caption: str) -> None:
        """Called this from now on, which may be nothing; raises `InvalidCaption`."""
        text = caption.strip()
        if len(text) > MAX_CAPTION:
            raise InvalidCaption(f"caption is {len(text)} characters long; at most {MAX_CAPTION} fit.", field="caption")
        if not text.isprintable():
            raise InvalidCaption(
                "caption contains characters that cannot be seen; remove them and try again.", field="caption"
            )
        self.caption = text


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What is to be different about an attachment; what is None stays as it is."""

    caption: str | None = None
    is_visible: bool | None = None
    position: int | None = None


def attach(
    invoice: Invoice, upload: Upload, *, caption: str, is_visible: bool, among: int, made_by: str, now: datetime
) -> Attachment:
    """The attachment that `upload` becomes, as the last of the invoice's, of which there are `among` already."""
    if among >= MAX_ATTACHMENTS:
        message = f"There are {among} attachments already, and no more fit. Remove one that is not needed any more."
        raise TooManyAttachments(message, field="file")
    attachment = Attachment(
        id=new_id(),
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        kind=upload.kind,
        content_type=upload.content_type,
        caption="",
        is_visible=is_visible,
        position=among + 1,
        size=len(upload.content),
        sha256=upload.sha256,
        thumbnail_sha256=upload.thumbnail_sha256,
        width=upload.width,
        height=upload.height,
        created_at=now,
        created_by=made_by,
        content=upload.content,
        thumbnail=upload.thumbnail,
    )
    attachment.describe(caption)
    return attachment


def put_in_place(attachments: Sequence[Attachment], one: Attachment, position: int) -> None:
    """Moves `one` to `position` among `attachments`, which are all there are in order; the others make room."""
    if not 1 <= position <= len(attachments):
        raise InvalidPlace(f"position must be from 1 to {len(attachments)}; it is {position}.", field="position")
    others = [attachment for attachment in attachments if attachment is not one]
    others.insert(position - 1, one)
    number(others)


def number(attachments: Sequence[Attachment]) -> None:
    """Gives `attachments` their places in the order they come."""
    for place, attachment in enumerate(attachments, start=1):
        attachment.position = place
