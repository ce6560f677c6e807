"""The sealed document of an acceptance: whether it is sealed yet, and by what anybody can tell that a file is the one."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.kept_file import KeptFile
from shared.ids import new_id

LEASE = timedelta(minutes=2)
"""How long whoever seals it has it to themselves: longer than drawing, sealing and a slow time-stamp take."""
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(minutes=15)
_OPEN = text("sealed_at IS NULL")


class SealedDocument(Base, kw_only=True):
    """One per acceptance, for ever, and called by its id. What is in the file stands in the file's own row."""

    __tablename__ = "sealed_documents"
    __table_args__ = (Index("ix_sealed_documents_open_due_at", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),)

    id: Mapped[UUID] = mapped_column(belongs_to("acceptances.id"), primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), unique=True)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When it is to be sealed, while it is not."""
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(default=None)
    """Why the last try came to nothing, by its code."""
    sealed_at: Mapped[datetime | None] = mapped_column(default=None)
    sha256: Mapped[str | None] = mapped_column(default=None, unique=True)
    certificate_sha256: Mapped[str | None] = mapped_column(default=None)

    @property
    def is_sealed(self) -> bool:
        """Whether there is a sealed file, which is the only one there will be."""
        return self.sealed_at is not None

    def claim(self, now: datetime) -> bool:
        """Whether whoever asks may seal it now; should they not come back, it is due again."""
        if self.is_sealed or self.due_at > now:
            return False
        self.tries += 1
        self.due_at = now + LEASE
        return True

    def put_off(self, failure: str, now: datetime) -> None:
        """It could not be sealed; each time we wait longer."""
        self.failure = failure
        self.due_at = now + min(_FIRST_WAIT * 2 ** min(self.tries - 1, 10), _LONGEST_WAIT)

    def let_wait(self, failure: str, now: datetime) -> None:
        """There is nothing to seal with; it is due as soon as there is."""
        self.failure = failure
        self.due_at = now

    def hand_over(self, now: datetime) -> None:
        """A task is about to begin with it."""
        self.due_at = now

    def seal(self, *, sha256: str, certificate_sha256: str, now: datetime) -> None:
        """There is a sealed file."""
        self.sealed_at = now
        self.sha256 = sha256
        self.certificate_sha256 = certificate_sha256
        self.failure = None


def new_document(*, document_id: UUID, workspace_id: UUID, estimate_id: UUID, now: datetime) -> SealedDocument:
    """The document of an acceptance, which gives it its id; due at once."""
    return SealedDocument(
        id=document_id, workspace_id=workspace_id, estimate_id=estimate_id, created_at=now, due_at=now
    )


def sealed_file(document: SealedDocument, content: bytes, now: datetime) -> KeptFile:
    """The file of a document that has just been sealed."""
    return KeptFile(
        id=new_id(),
        workspace_id=document.workspace_id,
        estimate_id=document.estimate_id,
        owner_id=document.id,
        form="sealed",
        content_type="application/pdf",
        size=len(content),
        sha256=document.sha256 or "",
        created_at=now,
        due_at=now,
        content=content,
    )
