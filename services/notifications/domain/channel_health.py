"""The circuit breakers: a provider that is down is left alone for a while, by all workers alike.

One for all messages of a channel, and one for those of each workspace: whose messages alone the provider turns away, or
takes long over, do not stand in the way of the others'.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column

from services.notifications.domain.base import Base

FAILURES_TO_OPEN = 5
OPEN_FOR = timedelta(seconds=60)
UNTRIED = timedelta(seconds=30)
"""How long an open breaker's time may be over before the channel is offered again: no message is there to try it."""


class Breaker(MappedAsDataclass, kw_only=True):
    """Counts what goes wrong in a row, and keeps messages back once that is too much."""

    failures: Mapped[int] = mapped_column(default=0)
    opened_until: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_broken(self) -> bool:
        return self.failures >= FAILURES_TO_OPEN

    def wait_until(self, now: datetime) -> datetime | None:
        """None when a message may go out now; while the breaker is open, when to ask again.

        Once the time is over one message goes out to try the provider, and the others wait for what becomes of it.
        """
        if not self.is_broken:
            return None
        if self.opened_until is not None and now < self.opened_until:
            return self.opened_until
        self.opened_until = now + OPEN_FOR
        return None

    def note_failure(self, now: datetime) -> None:
        """It has gone wrong once more; the fifth time in a row opens the breaker."""
        self.failures += 1
        if self.is_broken:
            self.opened_until = now + OPEN_FOR

    def note_answer(self) -> None:
        """The provider has answered, whatever it said."""
        self.failures = 0
        self.opened_until = None


class ChannelHealth(Breaker, Base, kw_only=True):
    """Whether a channel's provider could be talked to lately. Of no workspace: they all share the provider."""

    __tablename__ = "channel_health"

    channel: Mapped[str] = mapped_column(primary_key=True)
    told_available: Mapped[bool | None] = mapped_column(default=None)
    """What the other services were last told."""

    @property
    def is_offered(self) -> bool | None:
        """Whether the other services take the channel for available: untold, email is. Of others that is not known."""
        return (self.channel == "email" or None) if self.told_available is None else self.told_available

    def is_available(self, now: datetime) -> bool:
        """Whether a message that is asked for now goes out soon, or at least finds out whether it does."""
        return not self.is_broken or (self.opened_until is not None and now >= self.opened_until + UNTRIED)


class WorkspaceChannel(Breaker, Base, kw_only=True):
    """How the provider has taken one workspace's messages lately."""

    __tablename__ = "workspace_channels"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
