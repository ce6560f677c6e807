"""A customer's wish for another time than the one that a job is at, and what the office says to it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.schedule_errors import InvalidAppointment
from services.quotes.domain.text import read_text
from services.quotes.domain.time_slot import check_day
from shared.ids import new_id

RequestStatus = Literal["open", "confirmed", "declined", "lapsed"]

MAX_DAYS = 3
MAX_WISH = 1000
MAX_EXPLANATION = 2000
_OPEN = text("status = 'open'")


class AppointmentRequest(Base, kw_only=True):
    """Days that would suit the customer better. It is open until the office answers it, or it comes to nothing."""

    __tablename__ = "appointment_requests"
    __table_args__ = (
        Index(None, "job_id", "id"),
        # However many ask at once, one request is open.
        Index("uq_appointment_requests_open", "job_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    job_id: Mapped[UUID] = mapped_column(belongs_to("jobs.id"))
    days: Mapped[list[str]]
    text: Mapped[str]
    asked_at: Mapped[datetime]
    status: Mapped[RequestStatus] = mapped_column(Text, default="open")
    explanation: Mapped[str | None] = mapped_column(default=None)
    """Why the time stays as it is."""
    answered_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_open(self) -> bool:
        """Whether the office has yet to answer it."""
        return self.status == "open"

    def says(self, days: Sequence[date], words: str) -> bool:
        """Whether it asks for just that."""
        return self.days == _written(days) and self.text == words.strip()

    def confirm(self, now: datetime) -> None:
        """The office has set another time."""
        self._answer("confirmed", now)

    def decline(self, explanation: str, now: datetime) -> None:
        """The time stays as it is, for this reason; raises an `Invalid` naming `text` when none is given."""
        self.explanation = read_text(explanation, "text", limit=MAX_EXPLANATION)
        self._answer("declined", now)

    def lapse(self, now: datetime) -> None:
        """There is nothing left that could be moved."""
        self._answer("lapsed", now)

    def _answer(self, status: RequestStatus, now: datetime) -> None:
        self.status = status
        self.answered_at = now


def request_for(
    workspace_id: UUID, job_id: UUID, days: Sequence[date], words: str, *, today: date, now: datetime
) -> AppointmentRequest:
    """The customer's wish for one of `days`; raises an `Invalid` naming `days` or `note`."""
    if not 1 <= len(days) <= MAX_DAYS:
        raise InvalidAppointment(f"days must name one to {MAX_DAYS} days that would suit you.", field="days")
    for day in days:
        check_day(day, today=today, field="days")
    return AppointmentRequest(
        id=new_id(),
        workspace_id=workspace_id,
        job_id=job_id,
        days=_written(days),
        text=read_text(words, "note", limit=MAX_WISH, required=False),
        asked_at=now,
    )


def _written(days: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in dict.fromkeys(days)]
