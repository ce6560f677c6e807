"""When a job is done: the one appointment there is for it, which may move and be called off."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.appointment_request import AppointmentRequest
from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.job import Job
from services.quotes.domain.schedule_errors import AppointmentUnchanged
from services.quotes.domain.text import read_text
from services.quotes.domain.time_slot import TimeSlot
from shared.clock import isoformat
from shared.ids import new_id

AppointmentStatus = Literal["scheduled", "cancelled"]
MAX_REASON = 2000

ScheduleCause = Literal["scheduled", "rescheduled", "confirmed"]
"""Why a job has a new time: it had none, the office moved it, or the customer had asked for another one."""


class Appointment(Base, kw_only=True):
    """One job's appointment. It stays the same one in people's calendars whatever becomes of it."""

    __tablename__ = "appointments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    job_id: Mapped[UUID] = mapped_column(belongs_to("jobs.id"), unique=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    status: Mapped[AppointmentStatus] = mapped_column(Text, default="scheduled")
    sequence: Mapped[int] = mapped_column(default=0)
    """How often it has changed: calendars take over the version with the highest one."""

    @property
    def is_on(self) -> bool:
        """Whether it is to take place."""
        return self.status == "scheduled"

    @property
    def slot(self) -> TimeSlot:
        """From when until when."""
        return TimeSlot(self.starts_at, self.ends_at)

    @property
    def figures(self) -> dict[str, Any]:
        """What a history tells of it."""
        return {
            "appointment_id": str(self.id),
            "starts_at": isoformat(self.starts_at),
            "ends_at": isoformat(self.ends_at),
            "sequence": self.sequence,
        }

    def move(self, slot: TimeSlot, now: datetime) -> None:
        """Takes place then, also after it was called off."""
        self.starts_at, self.ends_at, self.status = slot.starts_at, slot.ends_at, "scheduled"
        self._count_change(now)

    def call_off(self, now: datetime) -> None:
        """Does not take place."""
        self.status = "cancelled"
        self._count_change(now)

    def _count_change(self, now: datetime) -> None:
        self.sequence += 1
        self.changed_at = now


def schedule(
    job: Job, current: Appointment | None, asked: AppointmentRequest | None, slot: TimeSlot, now: datetime
) -> tuple[Appointment, ScheduleCause | None]:
    """The appointment of `job`, which is at `slot` from now on, and why; without a cause it was then already.

    Whatever time it is, it answers what the customer has `asked`. Raises `AppointmentUnchanged` for the time that the
    customer has asked to change: that is kept with a word on why, or not at all.
    """
    job.schedule()
    if current is None:
        return _first(job, slot, now), "scheduled"
    if current.is_on and current.slot == slot:
        if asked is None:
            return current, None
        message = "It is at that time already, and the customer has asked for another one. Keep it with a word on why."
        raise AppointmentUnchanged(message)
    was_on = current.is_on
    current.move(slot, now)
    if asked is not None:
        asked.confirm(now)
        return current, "confirmed"
    return current, "rescheduled" if was_on else "scheduled"


def call_off(job: Job, appointment: Appointment, asked: AppointmentRequest | None, reason: str, now: datetime) -> str:
    """The appointment of `job` does not take place, and what was asked about it lapses; returns the reason, trimmed."""
    reason = read_text(reason, "reason", limit=MAX_REASON, required=False)
    job.unschedule()
    appointment.call_off(now)
    if asked is not None:
        asked.lapse(now)
    return reason


def _first(job: Job, slot: TimeSlot, now: datetime) -> Appointment:
    return Appointment(
        id=new_id(),
        workspace_id=job.workspace_id,
        job_id=job.id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        created_at=now,
        changed_at=now,
    )
