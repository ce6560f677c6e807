"""The circuit breaker of a channel: a provider that is down is left alone for a while, by all workers alike."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base

FAILURES_TO_OPEN = 5
OPEN_FOR = timedelta(seconds=60)
UNTRIED = timedelta(seconds=30)
"""How long an open breaker's time may be over before the channel is offered again: no message is there to try it."""


class ChannelHealth(Base, kw_only=True):
    """How a channel's provider has answered lately. Of no workspace: they all share the provider."""

    __tablename__ = "channel_health"

    channel: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    """How often in a row the provider could not be talked to."""
    opened_until: Mapped[datetime | None] = mapped_column(default=None)
    told_available: Mapped[bool | None] = mapped_column(default=None)
    """What the other services were last told. While that is nothing, they take the channel for available."""

    @property
    def is_offered(self) -> bool:
        """Whether the other services take the channel for available."""
        return self.told_available is not False

    def is_available(self, now: datetime) -> bool:
        """Whether a message that is asked for now goes out soon, or at least finds out whether it does."""
        if self.failures < FAILURES_TO_OPEN:
            return True
        return self.opened_until is not None and now >= self.opened_until + UNTRIED

    def wait_until(self, now: datetime) -> datetime | None:
        """None when a message may go out now; while the breaker is open, when to ask again.

        Once the time is over one message goes out to try the provider, and the others wait for what becomes of it.
        """
        if self.failures < FAILURES_TO_OPEN:
            return None
        if self.opened_until is not None and now < self.opened_until:
            return self.opened_until
        self.opened_until = now + OPEN_FOR
        return None

    def note_failure(self, now: datetime) -> None:
        """The provider could not be talked to once more; the fifth time in a row opens the breaker."""
        self.failures += 1
        if self.failures >= FAILURES_TO_OPEN:
            self.opened_until = now + OPEN_FOR

    def note_answer(self) -> None:
        """The provider has answered, whatever it said."""
        self.failures = 0
        self.opened_until = None
