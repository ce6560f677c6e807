"""Estimates that wait for their customers, and when these are reminded."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base
from services.notifications.domain.message_settings import MessageSettings

NOT_VIEWED, NOT_SIGNED, EXPIRING = "not_viewed", "not_signed", "expiring"
_URGENCY = (EXPIRING, NOT_SIGNED, NOT_VIEWED)
_MORNING = time(9)
LOOKED_AT = text("next_at IS NOT NULL")
"""The condition of the index of what is to be looked at, word for word: only so is the index used."""


class WatchedEstimate(Base, kw_only=True):
    """One estimate that was sent. What happens to it is told in any order, so that all of it is kept by its time."""

    __tablename__ = "watched_estimates"
    __table_args__ = (
        Index(None, "workspace_id"),
        Index("ix_watched_estimates_next_at", "next_at", postgresql_where=LOOKED_AT, sqlite_where=LOOKED_AT),
    )

    estimate_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="estimate")
    customer_name: Mapped[str] = mapped_column(default="")
    customer_email: Mapped[str | None] = mapped_column(default=None)
    customer_phone: Mapped[str | None] = mapped_column(default=None)
    link: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    viewed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last answered, withdrawn or over."""
    handled_until: Mapped[datetime | None] = mapped_column(default=None)
    """Reminders due until then have been dealt with."""
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it is to be looked at again; None while there is nothing to wait for."""

    @property
    def is_open(self) -> bool:
        """Whether its customer is expected to answer."""
        if self.sent_at is None:
            return False
        return self.closed_at is None or self.closed_at < self.sent_at

    @property
    def is_viewed(self) -> bool:
        """Whether the customer has seen it since it was last sent."""
        return self.viewed_at is not None and self.sent_at is not None and self.viewed_at >= self.sent_at

    def still_due(self, step: str) -> bool:
        """Whether there is still a reason to remind of this."""
        return self.is_open and (step != NOT_VIEWED or not self.is_viewed)

    def look(self, now: datetime) -> None:
        """Has it looked at: something of it has changed."""
        self.next_at = now if self.is_open else None

    def take_due(self, now: datetime, settings: MessageSettings, zone: ZoneInfo) -> tuple[str, datetime] | None:
        """The reminder that is due now, if one is: of several the most urgent, and the others are let go."""
        since = self.handled_until or self.sent_at or now
        slots = list(self._slots(settings, zone)) if self.is_open else []
        due = [(step, at) for step, at in slots if since < at <= now]
        later = [at for _, at in slots if at > now]
        self.handled_until, self.next_at = now, min(later) if later else None
        return min(due, key=lambda slot: _URGENCY.index(slot[0])) if due else None

    def _slots(self, settings: MessageSettings, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
        if self.sent_at is None:
            return
        if settings.not_viewed_days and not self.is_viewed:
            yield NOT_VIEWED, self.sent_at + timedelta(days=settings.not_viewed_days)
        if settings.not_signed_days and self.is_viewed and self.viewed_at is not None:
            yield NOT_SIGNED, self.viewed_at + timedelta(days=settings.not_signed_days)
        if settings.expiring_days and self.expires_on is not None:
            day = self.expires_on - timedelta(days=settings.expiring_days)
            yield EXPIRING, datetime.combine(day, _MORNING, zone)


class Reminder(Base, kw_only=True):
    """A reminder that was sent: one for each record, step and due time, whoever is at it and how often."""

    __tablename__ = "reminders"

    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    cause_id: Mapped[UUID]
    created_at: Mapped[datetime]
