"""A review: 1 to 5 stars and perhaps some words, changeable for a week, answered by the office."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base
from services.referrals.domain.errors import InvalidText, NobodyToAnswer, ReviewNotEditable
from shared.ids import new_id
from shared.words import say

STARS = (1, 2, 3, 4, 5)
HAPPY = 4
"""From so many stars on a review is a happy one; what has fewer is kept private."""
EDITABLE_FOR = timedelta(days=7)
MAX_TEXT = 5000
MAX_NAME = 120
ANONYMOUS = "Somebody"

Case = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody says: how many stars, and in which words (none is the empty text)."""

    rating: int
    text: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who says it. One who came by the link of a job is a known customer of it."""

    name: str
    email: str | None = None
    job_id: UUID | None = None
    customer_id: UUID | None = None


class Review(Base, kw_only=True):
    """One review. `submission` tells it from all others of its workspace: the job, or the form it was first sent from."""

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("workspace_id", "submission"), Index(None, "workspace_id", "created_at"))

    id: Mapped[UUID] = mapped_column("review_id", primary_key=True)
    workspace_id: Mapped[UUID]
    submission: Mapped[str]
    job_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    author_name: Mapped[str]
    author_email: Mapped[str | None]
    rating: Mapped[int]
    text: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None] = mapped_column(default=None)
    case: Mapped[str | None] = mapped_column("case_state", default=None)
    """open or closed: what the office does about few stars. None where there was never anything to do."""
    answer: Mapped[str | None] = mapped_column(default=None)
    answered_by: Mapped[str | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_verified(self) -> bool:
        """Whether it was left by the link of a job."""
        return self.job_id is not None

    @property
    def is_private(self) -> bool:
        """Whether it is a matter between the customer and the office."""
        return self.rating < HAPPY

    @property
    def editable_until(self) -> datetime:
        return self.created_at + EDITABLE_FOR

    def says(self, opinion: Opinion) -> bool:
        """Whether it says just that already."""
        return (self.rating, self.text) == (opinion.rating, opinion.text)

    def rate(self, opinion: Opinion, now: datetime) -> int:
        """Changes it; raises `ReviewNotEditable` after a week. Returns how many stars it had before."""
        if now >= self.editable_until:
            raise ReviewNotEditable(say("You have reviewed this already, and a review can be changed for 7 days."))
        before, self.rating, self.text, self.changed_at = self.rating, opinion.rating, opinion.text, now
        self._open_case()
        return before

    def reply(self, text: str, by: str, now: datetime) -> None:
        """Answers it; raises `NobodyToAnswer` where no address is known. The last answer is the one that is kept."""
        if not self.author_email:
            message = say(
                "{author_name} left no email address, so that no answer can reach them.", author_name=self.author_name
            )
            raise NobodyToAnswer(message, field="text")
        self.answer, self.answered_by, self.answered_at = text, by, now

    def close_case(self) -> None:
        """The office has done what there was to do."""
        if self.case is not None:
            self.case = "closed"

    def _open_case(self) -> None:
        if self.is_private:
            self.case = "open"


def new_review(workspace_id: UUID, *, submission: str, author: Author, opinion: Opinion, now: datetime) -> Review:
    """A review as it is first left."""
    return Review(
        id=new_id(),
        workspace_id=workspace_id,
        submission=submission,
        job_id=author.job_id,
        customer_id=author.customer_id,
        author_name=author.name or ANONYMOUS,
        author_email=author.email,
        rating=opinion.rating,
        text=opinion.text,
        created_at=now,
        case="open" if opinion.rating < HAPPY else None,
    )


def read_words(value: str, field: str, *, limit: int, required: bool = False) -> str:
    """What somebody wrote, trimmed; raises `InvalidText` naming `field` when it cannot be kept as written."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    if required and not text:
        raise InvalidText(say("{field} must not be empty.", field=field), field=field)
    if len(text) > limit:
        raise InvalidText(
            say(
                "{field} is {length} characters long; at most {limit} fit.", field=field, length=len(text), limit=limit
            ),
            field=field,
        )
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in text):
        raise InvalidText(
            say("{field} contains control characters; remove them and try again.", field=field), field=field
        )
    return text
