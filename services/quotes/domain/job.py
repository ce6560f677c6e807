"""A job: the work that an accepted estimate calls for."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.schedule_errors import JobAlreadyCompleted, NothingScheduled, NotSchedulable
from shared.ids import new_id

JobStatus = Literal["unscheduled", "scheduled", "completed"]


class Job(Base, kw_only=True):
    """One job for one accepted estimate."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "workspace_id", "id"), Index(None, "workspace_id", "customer_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), unique=True)
    customer_id: Mapped[UUID] = mapped_column(belongs_to("customers.id"))
    title: Mapped[str]
    total: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    created_at: Mapped[datetime]
    status: Mapped[JobStatus] = mapped_column(Text, default="unscheduled")
    completed_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_scheduled(self) -> bool:
        """Whether there is an appointment for it, still to come or not."""
        return self.status == "scheduled"

    def schedule(self) -> None:
        """It has an appointment; raises `JobAlreadyCompleted`."""
        self._check_not_completed()
        self.status = "scheduled"

    def unschedule(self) -> None:
        """It has none any more; raises `JobAlreadyCompleted`."""
        self._check_not_completed()
        self.status = "unscheduled"

    def complete(self, estimate: Estimate, now: datetime) -> None:
        """The work that `estimate` calls for is done; raises `JobAlreadyCompleted` the second time, or `NotSchedulable`."""
        self._check_not_completed()
        check_worked_on(estimate)
        self.status = "completed"
        self.completed_at = now

    def check_movable(self) -> None:
        """Raises `JobAlreadyCompleted`, or `NothingScheduled` while there is no appointment that could be moved."""
        self._check_not_completed()
        if not self.is_scheduled:
            raise NothingScheduled("No appointment is set for this job now. The office can set one.")

    def _check_not_completed(self) -> None:
        if self.completed_at is not None:
            raise JobAlreadyCompleted(f"This job was completed on {self.completed_at.date()}; nothing is left to do.")


def check_worked_on(estimate: Estimate) -> None:
    """Raises `NotSchedulable` when it was withdrawn after it had been accepted: its work is not done."""
    if estimate.status == "void":
        raise NotSchedulable(f"{estimate.number} has been withdrawn, so its work is neither scheduled nor done.")


def job_for(estimate: Estimate, total: int, now: datetime) -> Job:
    """The job that the acceptance of `estimate` calls for, at the total agreed."""
    return Job(
        id=new_id(),
        workspace_id=estimate.workspace_id,
        estimate_id=estimate.id,
        customer_id=estimate.customer_id,
        title=estimate.title,
        total=total,
        currency=estimate.currency,
        created_at=now,
    )
