"""The one message that follows a job: due a day later, and evaluated when it is sent."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base

WAITING = text("settled_at IS NULL AND due_at IS NOT NULL")
"""The condition of the index of what is waiting, word for word: only so is the index used."""


class FollowUp(Base, kw_only=True):
    """One job and what its customer is to hear of it. What is told first, the job or its review link, makes the row."""

    __tablename__ = "follow_ups"
    __table_args__ = (Index("ix_follow_ups_waiting", "due_at", postgresql_where=WAITING, sqlite_where=WAITING),)

    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    cause_id: Mapped[UUID | None] = mapped_column(default=None)
    customer_id: Mapped[UUID | None] = mapped_column(default=None)
    customer_name: Mapped[str] = mapped_column(default="")
    customer_email: Mapped[str | None] = mapped_column(default=None)
    customer_phone: Mapped[str | None] = mapped_column(default=None)
    title: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was queued, or found that there was nothing to say."""
    review_link: Mapped[str | None] = mapped_column(default=None)
    is_reviewed: Mapped[bool] = mapped_column(default=False)

    def plan(self, cause_id: UUID, completed_at: datetime, *, hours: int) -> None:
        """Due so many hours after the job; a job is completed once, however often that is told."""
        if self.due_at is None:
            self.cause_id, self.due_at = cause_id, completed_at + timedelta(hours=hours)

    def settle(self, now: datetime) -> None:
        """There is nothing more to do."""
        self.settled_at = now

    def put_off(self, until: datetime) -> None:
        self.due_at = until


class OpenInvoice(Base, kw_only=True):
    """An invoice of which something is due, as far as a customer can be reminded of it in passing."""

    __tablename__ = "open_invoices"
    __table_args__ = (Index(None, "workspace_id", "customer_id"),)

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    currency: Mapped[str]
    amount_due: Mapped[int] = mapped_column(BigInteger)
    """0 once nothing is due."""
    told_at: Mapped[datetime]
    """Of when that is: what is told late changes nothing."""
    link: Mapped[str | None] = mapped_column(default=None)
