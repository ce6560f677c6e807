"""What a business writes in its messages: read, changed, looked at, left to us again."""

from html import escape
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from services.notifications.adapters.letters import write_letter, write_text
from services.notifications.domain.text_messages import segments
from services.notifications.domain.wording import Words, checked
from services.notifications.domain.wordings import WRITTEN, kind_called, template_of
from services.notifications.queries.wordings import wordings_of
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.write_wording import write_wording
from shared.database.session import Session
from shared.web.caller import EditorDep, Member, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing
from shared.words import NAMES

router = APIRouter(prefix="/settings/templates", route_class=UnitOfWorkRoute, tags=["settings"])


class PlaceView(BaseModel):
    """A name to be put in braces; a required one has to be in the body."""

    name: str
    required: bool


class WordingView(BaseModel):
    """What one kind of message says in one language. While it `is_ours` the words are but a text to begin with.

    By sms it has a body and nothing else.
    """

    kind: str
    name: str
    channel: Literal["email", "sms"]
    language: str
    subject: str
    greeting: str
    body: str
    is_ours: bool
    placeholders: list[PlaceView]


class WordingText(BaseModel):
    """Paragraphs are set apart by an empty line; one with a placeholder that has nothing in it at the time is left out."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    language: str = "en"
    subject: str = Field(default="", max_length=10_000)
    greeting: str = Field(default="", max_length=10_000)
    body: str = Field(default="", max_length=50_000)


class WordingChange(WordingText):
    """What is to be said from now on; `reset` leaves it to us again."""

    reset: StrictBool = False


class LetterView(BaseModel):
    """The message as an example would get it; `segments` is how many texts a text message is paid for as."""

    subject: str
    text: str
    html: str
    segments: int | None = None


@router.get("")
def read_wordings(session: Reading, staff: StaffDep) -> list[WordingView]:
    """Every kind that can be changed, in every language."""
    return _views(session, staff)


@router.patch("")
def change_wording(session: Writing, staff: EditorDep, body: WordingChange) -> WordingView:
    """Changes one kind in one language, from the next message on."""
    words = None if body.reset else Words(body.subject, body.greeting, body.body)
    write_wording(session, workspace_id=staff.workspace, kind=body.kind, language=body.language, words=words)
    session.flush()
    return next(one for one in _views(session, staff) if (one.kind, one.language) == (body.kind, body.language))


@router.post("/preview")
def preview(request: Request, session: Reading, staff: StaffDep, body: WordingText) -> LetterView:
    """How it would look; nothing is kept. Without a body it is what we say."""
    written = kind_called(body.kind, body.language)
    given = Words(body.subject, body.greeting, body.body)
    said: dict[str, Any] = {
        "workspace": get_workspace(session, staff.workspace),
        "public_url": request.app.state.context.settings.public_url,
        "language": body.language,
        "words": checked(given, written.places, is_text=written.is_text) if body.body else None,
    }
    if written.is_text:
        text = write_text(template_of(body.kind), written.example, **said)
        return LetterView(subject="", text=text, html=escape(text), segments=segments(text))
    letter = write_letter(body.kind, written.example, channel="email", **said)
    return LetterView(subject=letter.subject, text=letter.text, html=letter.html)


def _views(session: Session, staff: Member) -> list[WordingView]:
    own = {(one.kind, one.language): one.words for one in wordings_of(session, staff.workspace)}
    return [_view(kind, language, own.get((kind, language))) for kind in WRITTEN for language in NAMES]


def _view(kind: str, language: str, own: Words | None) -> WordingView:
    written = WRITTEN[kind]
    words = own or written.first[language]
    return WordingView(
        kind=kind,
        name=written.name,
        channel="sms" if written.is_text else "email",
        language=language,
        subject=words.subject,
        greeting=words.greeting,
        body=words.body,
        is_ours=own is None,
        placeholders=[PlaceView(name=place.name, required=place.required) for place in written.places],
    )
