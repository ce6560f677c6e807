"""A file that belongs to an estimate: its bytes are in the database until they are safe in the storage, then there."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.base import Base, belongs_to
from shared.ids import new_id

FileForm = Literal["signature", "sealed", "whole", "thumbnail"]

LEASE = timedelta(minutes=2)
"""How long whoever stores a file has it to themselves: longer than the storage is given for an answer."""
CHECK_AFTER = timedelta(days=7)
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(minutes=15)
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
_HERE = text("content IS NOT NULL")
_THERE = text("key IS NOT NULL")


class KeptFile(Base, kw_only=True):
    """The bytes of one file, `content` while they are here and `key` once they are in the storage; they never change."""

    __tablename__ = "files"
    __table_args__ = (
        UniqueConstraint("owner_id", "form"),
        Index("ix_files_here_due_at", "due_at", postgresql_where=_HERE, sqlite_where=_HERE),
        Index("ix_files_there_checked_at", "checked_at", postgresql_where=_THERE, sqlite_where=_THERE),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), index=True)
    owner_id: Mapped[UUID]
    """What has the file in that form: the acceptance its signature, the attachment its two sizes."""
    form: Mapped[FileForm] = mapped_column(Text)
    content_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When it is to be stored, while it is here."""
    content: Mapped[bytes | None]
    key: Mapped[str | None] = mapped_column(default=None)
    tries: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last known to be in the storage as it was put there."""
    lost_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it is known not to be."""

    @property
    def new_key(self) -> str:
        """The key it is stored by; the same file always has the same one, so that storing it twice changes nothing."""
        return f"{self.workspace_id}/{self.estimate_id}/{self.id}-{self.form}.{_ENDINGS[self.content_type]}"

    def claim(self, now: datetime) -> None:
        """Somebody sets about storing it; should they not come back, it is due again."""
        self.tries += 1
        self.due_at = now + LEASE

    def put_off(self, now: datetime) -> None:
        """The storage is away; each time we wait longer."""
        self.due_at = now + min(_FIRST_WAIT * 2 ** min(self.tries - 1, 10), _LONGEST_WAIT)

    def keep_there(self, now: datetime) -> None:
        """It is in the storage and was read back from there, so it need not be here any more."""
        self.key, self.content, self.checked_at = self.new_key, None, now

    def note_found(self, now: datetime) -> bool:
        """It is where it should be; True when it had been missed."""
        was_lost = self.lost_at is not None
        self.checked_at, self.lost_at = now, None
        return was_lost

    def note_lost(self, now: datetime) -> bool:
        """It is not there, or not as it was; True when that is news."""
        is_news = self.lost_at is None
        self.checked_at, self.lost_at = now, self.lost_at or now
        return is_news


def signature_file(acceptance: Acceptance, png: bytes, now: datetime) -> KeptFile:
    """The file of a drawn signature, which leaves the acceptance's row with it."""
    return KeptFile(
        id=new_id(),
        workspace_id=acceptance.workspace_id,
        estimate_id=acceptance.estimate_id,
        owner_id=acceptance.id,
        form="signature",
        content_type="image/png",
        size=len(png),
        sha256=acceptance.signature_sha256,
        created_at=now,
        due_at=now,
        content=png,
    )
