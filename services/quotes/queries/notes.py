"""Notes on estimates."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.errors import NoteNotFound
from services.quotes.domain.note import AuthorKind, Note
from services.quotes.queries.pages import AnyRow
from shared.database.session import Session

_COLUMNS = (Note.id, Note.author_kind, Note.author_name, Note.text, Note.created_at)


def notes_of(
    session: Session, workspace_id: UUID, estimate_id: UUID, *, after: UUID | None = None, limit: int | None = None
) -> Sequence[AnyRow]:
    """The notes that follow the one called `after`, oldest first."""
    query = select(*_COLUMNS).where(Note.workspace_id == workspace_id, Note.estimate_id == estimate_id)
    if after is not None:
        query = query.where(Note.id > after)
    return session.execute(query.order_by(Note.id).limit(limit)).all()


def last_note(session: Session, workspace_id: UUID, estimate_id: UUID, *, by: AuthorKind | None = None) -> Note | None:
    """The newest note, or the newest `by` one side."""
    query = select(Note).where(Note.workspace_id == workspace_id, Note.estimate_id == estimate_id)
    if by is not None:
        query = query.where(Note.author_kind == by)
    return session.scalar(query.order_by(Note.id.desc()).limit(1))


def get_question(session: Session, workspace_id: UUID, estimate_id: UUID, note_id: UUID) -> Note:
    """What the customer wrote there under that id; raises `NoteNotFound`."""
    mine = Note.workspace_id == workspace_id, Note.estimate_id == estimate_id
    question = session.scalar(select(Note).where(*mine, Note.id == note_id, Note.author_kind == "customer"))
    if question is None:
        raise NoteNotFound(f"The customer has written no note {note_id} on this estimate.")
    return question
