"""What a business writes in a message in place of our words: a subject, a greeting, paragraphs, and places to be filled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base
from services.notifications.domain.errors import InvalidWording
from services.notifications.domain.plain_text import lines, one_line

LIMITS = {"subject": 150, "greeting": 150, "body": 5000}
TEXT_LIMITS = {"subject": 0, "greeting": 0, "body": 480}
"""Of a text message: three of what carriers ask to be paid for, before its places are filled."""
PLACE = re.compile(r"\{([^{}\s]*)\}")
_BRACE = re.compile(r"\S*[{}]\S*")


@dataclass(frozen=True, slots=True)
class Words:
    """What is written. Paragraphs of the body are set apart by an empty line."""

    subject: str
    greeting: str
    body: str

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in re.split(r"\n\s*\n", self.body) if part.strip()]


@dataclass(frozen=True, slots=True)
class Place:
    """A name in braces, and what it is filled with: an expression of what the message carries."""

    name: str
    value: str
    required: bool = False
    is_link: bool = False


class Wording(Base, kw_only=True):
    """What one business writes in one kind of message and language; where it writes nothing there is no row."""

    __tablename__ = "wordings"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    greeting: Mapped[str]
    body: Mapped[str]
    changed_at: Mapped[datetime]

    @property
    def words(self) -> Words:
        return Words(self.subject, self.greeting, self.body)


def checked(words: Words, places: Iterable[Place], *, is_text: bool = False) -> Words:
    """`words` as they are kept: on one line where that is all there is; raises `InvalidWording` naming the field."""
    clean = Words(one_line(words.subject, limit=10_000), one_line(words.greeting, limit=10_000), lines(words.body))
    known = {place.name: place for place in places}
    for field, limit in (TEXT_LIMITS if is_text else LIMITS).items():
        text = getattr(clean, field)
        if not text and field != "greeting" and limit:
            raise InvalidWording(f"The {field} must not be empty.", field=field)
        if len(text) > limit:
            raise InvalidWording(_too_long(field, limit, len(text)), field=field)
        _check_places(text, field, known)
    for place in known.values():
        if place.required and f"{{{place.name}}}" not in clean.body:
            message = f"The body must contain {{{place.name}}}: without it the message leads nowhere."
            raise InvalidWording(message, field="body")
    return clean


def _too_long(field: str, limit: int, length: int) -> str:
    if not limit:
        return f"A text message has no {field}: leave it empty."
    return f"The {field} may have {limit} characters; these are {length}."


def _check_places(text: str, field: str, known: dict[str, Place]) -> None:
    for name in PLACE.findall(text):
        if name not in known:
            there_are = ", ".join(f"{{{place}}}" for place in known)
            raise InvalidWording(f"There is no {{{name}}} here. There are: {there_are}.", field=field)
        if known[name].is_link and field != "body":
            raise InvalidWording(f"{{{name}}} is a link, and belongs into the body.", field=field)
    loose = _BRACE.search(PLACE.sub("", text))
    if loose is not None:
        message = f"There is a brace that belongs to no placeholder: {loose[0][:40]}. Write these like {{company}}."
        raise InvalidWording(message, field=field)
