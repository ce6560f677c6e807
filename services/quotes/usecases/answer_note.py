"""Answer a customer's note."""

from dataclasses import dataclass
from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.adapters.reach import Reach, reach
from services.quotes.domain.note import Note, says_again, write_note
from services.quotes.domain.origin import Origin
from services.quotes.queries.channels import is_available
from services.quotes.queries.notes import get_question, last_note
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import NoteAnswered
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True)
class Answered:
    """The office's note, and how it gets to the customer; not the `first` when the same was said just before."""

    note: Note
    reach: Reach
    first: bool


def answer_note(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    text: str,
    in_reply_to: UUID | None,
    links: Links,
    origin: Origin,
) -> Answered:
    """Leaves the office's note on the estimate, where the customer reads it, and has it mailed.

    It answers the note called `in_reply_to`, or else the customer's last one. Where nothing can be mailed it is left
    there all the same. Saying the same again right afterwards adds nothing.
    """
    record = lock_record(session, workspace_id, estimate_id)
    question = _question(session, workspace_id, estimate_id, in_reply_to)
    how = reach(record, links, origin.at, texts=is_available(session, "sms"))
    said = last_note(session, workspace_id, estimate_id)
    if said is not None and says_again(said, text, origin):
        return Answered(said, how, first=False)
    note = write_note(record.estimate, text, origin)
    session.add(note)
    details = {"note_id": str(note.id), "answers": str(question.id) if question else None, "not_mailed": how.obstacle}
    record_history(session, estimate=record.estimate, action="answered", origin=origin, details=details)
    publish(
        session,
        NoteAnswered(
            **how.facts(record),
            note_id=note.id,
            text=note.text,
            author_name=note.author_name,
            question=question.text if question else None,
        ),
    )
    return Answered(note, how, first=True)


def _question(session: Session, workspace_id: UUID, estimate_id: UUID, note_id: UUID | None) -> Note | None:
    if note_id is None:
        return last_note(session, workspace_id, estimate_id, by="customer")
    return get_question(session, workspace_id, estimate_id, note_id)
