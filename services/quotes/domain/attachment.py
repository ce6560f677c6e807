"""Photos and files that the office has put to an estimate, or to the job that came of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.attached import MAX_ATTACHMENTS, Attached, Shows
from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.file_errors import InvalidPlace, TooManyAttachments
from services.quotes.domain.kept_file import FileForm, KeptFile
from services.quotes.domain.origin import Origin
from services.quotes.domain.text import read_text
from shared.ids import new_id
from shared.upload import Upload, UploadKind

MAX_CAPTION = 300


class Attachment(Base, kw_only=True):
    """One photo or file of an estimate, or of its job; the bytes are files of their own and never change."""

    __tablename__ = "attachments"
    __table_args__ = (Index(None, "estimate_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"))
    job_id: Mapped[UUID | None] = mapped_column(belongs_to("jobs.id"))
    """The job it was put to; None for what belongs to the estimate itself."""
    kind: Mapped[UploadKind] = mapped_column(Text)
    content_type: Mapped[str]
    caption: Mapped[str]
    is_visible: Mapped[bool]
    """Whether the customer sees it."""
    position: Mapped[int]
    """Its place among those of the same estimate or job, from 1."""
    size: Mapped[int]
    sha256: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it is there only because it was once offered to the customer."""

    def attached(self, shows: Shows | None = None) -> Attached:
        """How an offer has it, which may be as a picture of its design."""
        return Attached(
            id=str(self.id),
            kind=self.kind,
            content_type=self.content_type,
            caption=self.caption,
            sha256=self.sha256,
            size=self.size,
            width=self.width,
            height=self.height,
            shows=shows,
        )

    def describe(self, caption: str) -> None:
        """Called this from now on, which may be nothing."""
        self.caption = read_text(caption, "caption", limit=MAX_CAPTION, required=False)


def attach(
    estimate: Estimate,
    upload: Upload,
    *,
    job_id: UUID | None,
    caption: str,
    is_visible: bool,
    among: int,
    origin: Origin,
) -> Attachment:
    """The attachment that `upload` becomes, as the last of its kin, of which there are `among` already."""
    if among >= MAX_ATTACHMENTS:
        message = f"There are {among} attachments already, and no more fit. Remove one that is not needed any more."
        raise TooManyAttachments(message, field="file")
    attachment = Attachment(
        id=new_id(),
        workspace_id=estimate.workspace_id,
        estimate_id=estimate.id,
        job_id=job_id,
        kind=upload.kind,
        content_type=upload.content_type,
        caption="",
        is_visible=is_visible,
        position=among + 1,
        size=len(upload.content),
        sha256=upload.sha256,
        width=upload.width,
        height=upload.height,
        created_at=origin.at,
        created_by=origin.actor_name or "",
    )
    attachment.describe(caption)
    return attachment


def files_of(attachment: Attachment, upload: Upload) -> Iterator[KeptFile]:
    """The files of a new attachment: the whole, and of a photo the small one that pages show."""
    yield _file(attachment, "whole", upload.content, upload.sha256)
    if upload.thumbnail is not None:
        yield _file(attachment, "thumbnail", upload.thumbnail, upload.thumbnail_sha256)


def put_in_place(attachments: Sequence[Attachment], one: Attachment, position: int) -> None:
    """Moves `one` to `position` among `attachments`, which are all of its kin in order; the others make room."""
    if not 1 <= position <= len(attachments):
        raise InvalidPlace(f"position must be from 1 to {len(attachments)}; it is {position}.", field="position")
    others = [attachment for attachment in attachments if attachment is not one]
    others.insert(position - 1, one)
    number(others)


def number(attachments: Sequence[Attachment]) -> None:
    """Gives `attachments` their places in the order they come."""
    for place, attachment in enumerate(attachments, start=1):
        attachment.position = place


def shown(attachments: Sequence[Attachment], shows: Mapping[UUID, Shows]) -> tuple[Attached, ...]:
    """What of `attachments`, in order, the customer sees, and what of the design each `shows`."""
    return tuple(attachment.attached(shows.get(attachment.id)) for attachment in attachments if attachment.is_visible)


def told(attachment: Attachment, shows: Shows | None = None) -> dict[str, Any]:
    """What the estimate's history tells of it; nothing that anybody has written."""
    stage = {"stage": shows.stage} if shows else {}
    return stage | {
        "attachment_id": str(attachment.id),
        "job_id": str(attachment.job_id) if attachment.job_id else None,
        "kind": attachment.kind,
        "sha256": attachment.sha256,
        "visible_to_customer": attachment.is_visible,
        "position": attachment.position,
    }


def _file(attachment: Attachment, form: FileForm, content: bytes, sha256: str) -> KeptFile:
    return KeptFile(
        id=new_id(),
        workspace_id=attachment.workspace_id,
        estimate_id=attachment.estimate_id,
        owner_id=attachment.id,
        form=form,
        content_type=attachment.content_type,
        size=len(content),
        sha256=sha256,
        created_at=attachment.created_at,
        due_at=attachment.created_at,
        content=content,
    )
