"""Who carries mail away: one interface, an SMTP server or the local mailbox behind it."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Protocol

from services.notifications.domain.outcome import Outcome


class Mailer(Protocol):
    """Carries one message to one recipient. Whatever it raises leaves open whether the message was taken."""

    sender: str
    """The address that messages come from."""
    longest_try: timedelta

    def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
        """Hands over `message`, once; lets go of it when it could not be over by `until`."""
        ...
