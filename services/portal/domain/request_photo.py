"""Photos that come with a request for an estimate: first with a form that is still being filled in, then with the request."""

import hashlib
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from shared.ids import new_id
from shared.upload import Upload

MOST_PHOTOS = 6
DRAFTS_KEPT_FOR = timedelta(hours=2)
"""Time enough to put right what is wrong with a form; whoever comes later chooses them again."""
_LONGEST_NAME = 100


class RequestPhoto(Base, kw_only=True):
    """One photo, made anew from its pixels. Without a request it belongs to a form, and is forgotten with that."""

    __tablename__ = "request_photos"
    __table_args__ = (
        Index(None, "workspace_id", "form_mark"),
        Index(None, "workspace_id", "request_id"),
        Index(None, "created_at"),
    )

    id: Mapped[UUID] = mapped_column("photo_id", primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"))
    form_mark: Mapped[str]
    """What tells the form that brought it, which whoever has not filled it in cannot make up."""
    request_id: Mapped[UUID | None] = mapped_column(default=None)
    name: Mapped[str]
    """What the file was called where it came from."""
    content_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    sha256: Mapped[str]
    created_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(deferred=True)


def form_mark(submission: str) -> str:
    """What is kept of a form's own secret name."""
    return hashlib.sha256(submission.encode(errors="replace")).hexdigest()


def photo_of(upload: Upload, *, workspace_id: UUID, submission: str, name: str, now: datetime) -> RequestPhoto:
    """The photo that `upload` becomes."""
    return RequestPhoto(
        id=new_id(),
        workspace_id=workspace_id,
        form_mark=form_mark(submission),
        name=name,
        content_type=upload.content_type,
        width=upload.width or 0,
        height=upload.height or 0,
        size=len(upload.content),
        sha256=upload.sha256,
        created_at=now,
        content=upload.content,
        thumbnail=upload.thumbnail or b"",
    )


def read_name(name: str) -> str:
    """A file's name as it can be shown: without the folders that some browsers tell, on one line and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C").strip()
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"
