"""Notes on an estimate: what customer and office write to each other."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.quotes.api.answers import NoteAnswer, NotePage, Obstacle, note_answer, obstacle
from services.quotes.api.callers import links_of, office, visitor
from services.quotes.api.fields import Body, Cursor, Flag, Limit
from services.quotes.api.limits import limit_answers
from services.quotes.queries.estimates import check_estimate
from services.quotes.queries.notes import notes_of
from services.quotes.usecases.answer_note import answer_note
from services.quotes.usecases.ask_question import ask_question
from shared.web.caller import CallerDep, EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)


class Answer(Body):
    """What the office writes to the customer, in reply to one of the customer's notes or else to the last one."""

    text: str
    in_reply_to: UUID | None = None


class Question(Body):
    """What the customer writes; with `request_changes` the estimate waits for the office."""

    text: str
    request_changes: Flag = False


@router.get("/estimates/{estimate_id}/notes", tags=["estimates"])
def notes(session: Reading, staff: StaffDep, estimate_id: UUID, cursor: Cursor = None, limit: Limit = 100) -> NotePage:
    """What customer and office wrote to each other, oldest first."""
    check_estimate(session, staff.workspace, estimate_id)
    found = notes_of(session, staff.workspace, estimate_id, after=cursor, limit=limit + 1)
    shown = [note_answer(note) for note in found[:limit]]
    return {"items": shown, "next_cursor": shown[-1]["note_id"] if len(found) > limit else None}


class MailedNote(NoteAnswer):
    """The office's note; `not_mailed` is null where it is on its way to the customer's mailbox, too."""

    not_mailed: Obstacle | None


@router.post("/estimates/{estimate_id}/notes", status_code=201, tags=["estimates"])
def answer(
    *, request: Request, response: Response, session: Writing, staff: EditorDep, estimate_id: UUID, body: Answer
) -> MailedNote:
    """Answers the customer, on the page and by email. The same answer given twice in a row is one, with 200."""
    answered = answer_note(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        text=body.text,
        in_reply_to=body.in_reply_to,
        links=links_of(request),
        origin=office(staff),
    )
    response.status_code = 201 if answered.first else 200
    return {**note_answer(answered.note), "not_mailed": obstacle(answered.reach)}


@router.post("/public/links/{token}/notes", status_code=201, tags=["links"], dependencies=[Depends(limit_answers)])
def ask(request: Request, session: Writing, caller: CallerDep, token: str, body: Question) -> NoteAnswer:
    """Asks the office something, or for changes."""
    note = ask_question(
        session,
        link=links_of(request).open(token),
        text=body.text,
        request_changes=body.request_changes,
        origin=visitor(caller),
    )
    return note_answer(note)
