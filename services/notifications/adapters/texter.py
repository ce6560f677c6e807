"""Who carries text messages away: one interface, Twilio or the local mailbox behind it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.notifications.domain.outcome import Outcome


@dataclass(frozen=True, slots=True)
class TextMessage:
    """What is said to which number (E.164). What becomes of it is to be told at `status_url`, where there is one."""

    recipient: str
    text: str
    status_url: str | None = None


class Texter(Protocol):
    """Carries one message to one number. Whatever it raises leaves open whether the message was taken."""

    sender: str
    """The number, or the service, that messages come from."""
    longest_try: timedelta

    def send(self, message: TextMessage, *, until: datetime) -> Outcome:
        """Hands over `message`, once; lets go of it when it could not be over by `until`."""
        ...
