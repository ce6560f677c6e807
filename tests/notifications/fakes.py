"""A mail provider that does as it is told, and a real mail server that misbehaves."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from services.notifications.adapters.mailer import Mailer
from services.notifications.domain.outcome import Deferred, Outcome, Taken
from shared.service import Context

DOWN = Deferred("provider_unavailable", unreachable=True)


class WorkerKilled(BaseException):
    """What ends a process, and is no error that anybody could handle."""


class FakeMailer:
    """Takes every message, unless `answers` says otherwise: an outcome each, or an exception raised after taking it."""

    sender = "portal@mail.test"
    longest_try = timedelta(minutes=2)

    def __init__(self, *answers: Outcome | BaseException) -> None:
        self.answers = list(answers)
        self.tried: list[str] = []
        self.taken: list[EmailMessage] = []

    def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
        self.tried.append(recipient)
        answer = self.answers.pop(0) if self.answers else Taken()
        if isinstance(answer, BaseException):
            self.taken.append(message)
            raise answer
        if isinstance(answer, Taken):
            self.taken.append(message)
        return answer


def with_mailer(context: Context, mailer: Mailer | None) -> Context:
    """The same service, sending through `mailer`."""
    return replace(context, adapters=replace(context.adapters, mailer=mailer, mailbox=None))


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """What the message says, as plain text or as html."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


class Answers:
    """How the mail server answers; what it has taken is in `received`."""

    def __init__(
        self,
        *,
        recipient: str = "250 OK",
        data: str = "250 OK",
        hang_up_after_data: bool = False,
        answer_after: timedelta = timedelta(),
    ) -> None:
        self.recipient = recipient
        self.data = data
        self.hang_up_after_data = hang_up_after_data
        self.answer_after = answer_after
        self.received: list[bytes] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - see above
        self.received.append(bytes(envelope.original_content or b""))
        if self.hang_up_after_data:
            server.transport.abort()
        await asyncio.sleep(self.answer_after.total_seconds())
        return self.data


@contextmanager
def mail_server(answers: Answers) -> Iterator[int]:
    """A mail server that answers so; yields its port."""
    port = free_port()
    controller = Controller(answers, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """A server that takes connections and never says a word; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
