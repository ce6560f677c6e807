"""Notes on an estimate: what customer and office write to each other there."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.origin import Origin
from services.quotes.domain.text import read_text
from shared.ids import new_id

AuthorKind = Literal["customer", "office", "system"]

MAX_NOTE = 5000


class Note(Base, kw_only=True):
    """One note; never changed, answered by another one."""

    __tablename__ = "estimate_notes"
    __table_args__ = (Index(None, "estimate_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"))
    author_kind: Mapped[AuthorKind] = mapped_column(Text)
    author_name: Mapped[str | None]
    text: Mapped[str]
    created_at: Mapped[datetime]


def says_again(note: Note | None, text: str, origin: Origin) -> bool:
    """Whether somebody who writes `text` now has said just that in `note`, the last one there is: sent twice, it is one."""
    return note is not None and (note.author_kind, note.author_name, note.text) == (
        origin.actor_kind,
        origin.actor_name,
        text.strip(),
    )


def write_note(estimate: Estimate, text: str, origin: Origin) -> Note:
    """A note on `estimate`; raises an `Invalid` naming `text` when it is empty or too long."""
    return Note(
        id=new_id(),
        workspace_id=estimate.workspace_id,
        estimate_id=estimate.id,
        author_kind=origin.actor_kind,
        author_name=origin.actor_name,
        text=read_text(text, "text", limit=MAX_NOTE),
        created_at=origin.at,
    )
