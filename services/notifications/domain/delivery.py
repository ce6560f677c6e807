"""A delivery: one message to one address for one cause, from being queued to being sent or given up."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base
from services.notifications.domain.errors import NotRetryable
from services.notifications.domain.outcome import (
    REASON_GONE,
    SUPPRESSED,
    UNDECIDED,
    Deferred,
    NotTried,
    Outcome,
    Refused,
    Taken,
    Unknown,
)

LADDER = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900, 1800, 3600, 7200, 14400))
"""How long to wait after each try that came to nothing; after the last of them the message is given up."""
HAND_OVER_AGAIN = timedelta(minutes=5)
"""When nothing has come of a task that was to send a message, another one is started."""
IN_HAND = 1
"""How many messages of one workspace and channel have tasks at a time. The others wait as rows, not in a queue that all
workspaces share: a thousand reminders of one business, or its recipients' slow servers, are in nobody else's way.

A worker does two things at a time unless it is told otherwise. With two messages in hand one business had all of it, and
whoever came next waited for as long as a server that hangs may take.
"""
AWAITED = frozenset(
    {
        "holiday_lights_found",
        "invoices_found",
        "password_reset_office",
        "proposals_found",
        "referral_link",
        "review_link",
        "sign_in",
    }
)
"""Messages that somebody at a page waits for, some of which are good for minutes: they go before the workspace's others."""
IN_DOUBT = timedelta(minutes=5)
"""When a message is tried again whose answer never came. There is but one more try: the server has time to get well."""
NOT_HANDED = datetime(1970, 1, 1, tzinfo=UTC)

OPEN = text("status IN ('queued', 'sending')")
"""The condition of the index of what is on its way, word for word: only so is the index used."""


class Delivery(Base, kw_only=True):
    """One message on its way. The provider's answer may be missing once (`undecided`); the second time it is given up."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("cause_id", "template", "channel", "recipient"),
        Index(None, "workspace_id", "record_id"),
        Index(None, "workspace_id", "id"),
        Index(None, "recipient", "channel"),
        Index("ix_deliveries_open", "due_at", postgresql_where=OPEN, sqlite_where=OPEN),
        Index("ix_deliveries_turn", "workspace_id", "channel", "due_at", postgresql_where=OPEN, sqlite_where=OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    cause_id: Mapped[UUID]
    """The event, or the request, that somebody is told of."""
    template: Mapped[str]
    channel: Mapped[str]
    recipient_kind: Mapped[str]
    """customer or office."""
    recipient: Mapped[str]
    record_id: Mapped[UUID | None]
    context: Mapped[dict[str, Any]]
    """What the template is filled with."""
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """While queued: not to be sent before. While sending: when its worker is taken to be dead."""
    handed_at: Mapped[datetime]
    """When a task was last started for it; `NOT_HANDED` while it waits for its turn."""
    status: Mapped[str] = mapped_column(default="queued")
    """queued, sending, sent, failed or suppressed."""
    category: Mapped[str | None] = mapped_column(default=None)
    """Why it failed."""
    attempts: Mapped[int] = mapped_column(default=0)
    undecided: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str | None] = mapped_column(default=None)
    reference: Mapped[str | None] = mapped_column(default=None)
    """What the provider calls it."""
    sent_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_over(self) -> bool:
        return self.status not in ("queued", "sending")

    @property
    def is_sending(self) -> bool:
        return self.status == "sending"

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be dealt with now, and nobody else is doing it."""
        return not self.is_over and self.due_at is not None and self.due_at <= now

    def take_back(self, now: datetime) -> None:
        """Takes it from a worker that died while sending it; whether the provider has it is then undecided."""
        if self.is_sending:
            self._lose_sight(now)

    def start(self, *, lease_until: datetime, host: str) -> None:
        """Begins a try that nobody else makes until `lease_until`; every try carries the same Message-ID."""
        self.status = "sending"
        self.due_at = lease_until
        self.attempts += 1
        self.message_id = self.message_id or f"<{self.id}@{host}>"

    def is_on_try(self, number: int) -> bool:
        """Whether this is the try under way; a worker that was away for too long finds that another one took over."""
        return self.is_sending and self.attempts == number

    def settle(self, outcome: Outcome, now: datetime) -> None:
        """Ends the try under way as `outcome` says."""
        match outcome:
            case Taken(reference=reference):
                self.reference = reference
                self._be_sent(now)
            case Refused(category=category) | NotTried(category=category, hopeless=True):
                self.fail(category)
            case Deferred(category=category) | NotTried(category=category):
                self._try_again(category, now)
            case Unknown():
                self._lose_sight(now + IN_DOUBT)

    def fail(self, category: str) -> None:
        """Given up, for this reason."""
        self._end("failed", category)

    def confirm(self, now: datetime) -> bool:
        """The provider says later on that it has it, which ends a doubt; whether that is news."""
        if not self.undecided or self.status != "queued":
            return False
        self._be_sent(now)
        return True

    def bounce(self, category: str) -> bool:
        """It was taken, and will not arrive all the same; whether that is news."""
        if self.status not in ("queued", "sending", "sent"):
            return False
        self.fail(category)
        return True

    def retry(self, now: datetime) -> None:
        """Gives what was given up one more try; raises `NotRetryable`, which says why not."""
        if self.status != "failed":
            raise NotRetryable(f"This message is {self.status}. Only one that has failed can be tried again.")
        if self.undecided or self.category == UNDECIDED:
            raise NotRetryable("This message may have arrived. Ask, and send it anew from its record if it has not.")
        if not self.recipient:
            raise NotRetryable("There was no address to send it to. Add one, and send it anew from its record.")
        self.status, self.category = "queued", None
        self.due_at, self.handed_at = now, NOT_HANDED

    def suppress(self, category: str = SUPPRESSED) -> None:
        """Not sent, because its address is not written to any more."""
        self._end("suppressed", category)

    def withdraw(self) -> None:
        """Not sent, because what it was to remind of is over."""
        self._end("suppressed", REASON_GONE)

    def say(self, context: dict[str, Any]) -> None:
        """Says this instead of what it was queued with."""
        self.context = context

    def postpone(self, until: datetime) -> None:
        """Not tried before `until`; this is no try."""
        self.due_at = until

    def hand_over(self, now: datetime) -> None:
        """A task has been started for it."""
        self.handed_at = now

    def _be_sent(self, now: datetime) -> None:
        self.sent_at = now
        self._end("sent", None)

    def _try_again(self, category: str, now: datetime) -> None:
        if self.attempts > len(LADDER):
            self.fail(category)
            return
        self.status = "queued"
        self.due_at = now + LADDER[self.attempts - 1]

    def _lose_sight(self, again_at: datetime) -> None:
        # A second message may reach the customer now and then; a third one never does.
        if self.undecided:
            self.fail(UNDECIDED)
            return
        self.undecided = True
        self.status = "queued"
        self.due_at = again_at

    def _end(self, status: str, category: str | None) -> None:
        self.status = status
        self.category = category
        self.due_at = None
