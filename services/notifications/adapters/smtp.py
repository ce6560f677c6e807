"""Mail by SMTP (RFC 5321): one connection, one message, one recipient, and an answer that leaves nothing open."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

import structlog

from services.notifications.domain.outcome import (
    ADDRESS_REFUSED,
    MESSAGE_REFUSED,
    PROVIDER_UNAVAILABLE,
    Deferred,
    Outcome,
    Refused,
    Taken,
    Unknown,
)
from shared.clock import utc_now

log = structlog.get_logger()

STEP_TIMEOUT = timedelta(seconds=10)
ANSWER_TIMEOUT = timedelta(seconds=60)
"""A server that reads a message for viruses takes its time to answer; who hangs up early gets it sent twice."""

_OK = frozenset({250, 251})
_SWITCH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_SEND_DATA = 354
_GOING_AWAY = 421
_PERMANENT = 500
_ENHANCED = re.compile(rb"\b5\.(\d{1,3})\.(\d{1,3})\b")
_POLICY = re.compile(rb"\b4\.7\.\d")
"""So many of yours are too many. The server is well, and takes those of others (RFC 3463)."""
_ABOUT_ADDRESS = frozenset({550, 551, 553})
_ABOUT_SENDER = frozenset({b"7", b"8"})


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in. `tls` is tls (from the first byte), starttls, or none."""

    host: str
    port: int
    tls: str
    username: str = ""
    password: str = field(default="", repr=False)


def read_smtp_url(url: str) -> SmtpServer:
    """The server in a URL such as smtp://user:password@host:587?starttls=1 or smtps://host; raises `ValueError`."""
    message = "must look like smtp://user:password@host:587?starttls=1 or smtps://user:password@host"
    try:
        parts = urlsplit(url)
        asked, port = dict(parse_qsl(parts.query, keep_blank_values=True)), parts.port
    except ValueError:
        raise ValueError(message) from None
    starttls = _SWITCH.get(asked.pop("starttls", "0").lower())
    # A mistyped starttls would have the password travel for everybody to read.
    is_clear = starttls is not None and not asked and not parts.path.strip("/")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not is_clear:
        raise ValueError(message)
    tls = "tls" if parts.scheme == "smtps" else "starttls" if starttls else "none"
    port = port or {"tls": 465, "starttls": 587, "none": 25}[tls]
    return SmtpServer(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))


def connect(server: SmtpServer, sender: str, timeout: timedelta) -> smtplib.SMTP:
    """A connection on which mail can be handed in; raises what is among `OSError`."""
    host, port, seconds = server.host, server.port, timeout.total_seconds()
    # Given a name, smtplib does not look up our own, which takes long where there is no resolver.
    us = sender.rpartition("@")[2]
    if server.tls == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, us, timeout=seconds, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(host, port, us, timeout=seconds)
    try:
        if server.tls == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.username:
            connection.login(server.username, server.password)
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


class SmtpMailer:
    """Hands messages to an SMTP server."""

    def __init__(
        self,
        server: SmtpServer,
        sender: str,
        *,
        step_timeout: timedelta = STEP_TIMEOUT,
        answer_timeout: timedelta = ANSWER_TIMEOUT,
    ) -> None:
        self.sender = sender
        self.longest_try = 2 * answer_timeout
        self._server = server
        self._step_timeout = step_timeout
        self._answer_timeout = answer_timeout

    def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
        try:
            connection = connect(self._server, self.sender, self._step_timeout)
        except OSError as error:  # smtplib's own errors are among these
            log.warning(
                "mail_server_unreachable", reason=type(error).__name__, smtp_code=getattr(error, "smtp_code", None)
            )
            return Deferred(PROVIDER_UNAVAILABLE, unreachable=True)
        try:
            return self._hand_over(connection, message, recipient, until)
        finally:
            connection.close()

    def _hand_over(self, connection: smtplib.SMTP, message: EmailMessage, recipient: str, until: datetime) -> Outcome:
        try:
            refusal = self._announce(connection, recipient) or self._transfer(connection, message, until)
        except OSError as error:
            # Without the last dot, no server has taken a message.
            log.warning("mail_not_taken", reason=type(error).__name__)
            return Deferred(PROVIDER_UNAVAILABLE, turned_away=True)
        return refusal or self._finish(connection)

    def _announce(self, connection: smtplib.SMTP, recipient: str) -> Outcome | None:
        code, reply = connection.mail(self.sender)
        if code not in _OK:
            # Refusing the sender says nothing of the recipient: it is ours to set right, and then mail goes out.
            return _deferred(code, reply, "sender")
        code, reply = connection.rcpt(recipient)
        if code in _OK:
            return None
        if code < _PERMANENT:
            return _deferred(code, reply, "recipient")
        log.warning("mail_recipient_refused", smtp_code=code)
        return Refused(ADDRESS_REFUSED, address_is_bad=speaks_of_address(code, reply))

    def _transfer(self, connection: smtplib.SMTP, message: EmailMessage, until: datetime) -> Outcome | None:
        code, reply = connection.docmd("DATA")
        if code != _SEND_DATA:
            return _of_message(code, reply)
        connection.send(_on_the_wire(message))
        if utc_now() + self._answer_timeout > until:
            # Whoever takes over from us may be sending it by the time an answer came.
            return Deferred(PROVIDER_UNAVAILABLE)
        return None

    def _finish(self, connection: smtplib.SMTP) -> Outcome:
        try:
            if connection.sock is not None:
                connection.sock.settimeout(self._answer_timeout.total_seconds())
            connection.send(b".\r\n")
            code, reply = connection.getreply()
        except OSError as error:
            log.warning("mail_undecided", reason=type(error).__name__)
            return Unknown()
        with suppress(OSError):
            # Said, and no answer waited for: the message's fate is known.
            connection.putcmd("QUIT")
        return Taken() if code in _OK else _of_message(code, reply)


def speaks_of_address(code: int, reply: bytes) -> bool:
    """Whether a refusal is about the recipient's address, and not about policy, a full mailbox, or the sender (RFC 3463)."""
    found = _ENHANCED.search(reply)
    if found is None:
        return code in _ABOUT_ADDRESS
    subject, detail = found.groups()
    return subject == b"1" and detail not in _ABOUT_SENDER


def _of_message(code: int, reply: bytes) -> Outcome:
    if code < _PERMANENT:
        return _deferred(code, reply, "message")
    log.warning("mail_message_refused", smtp_code=code)
    return Refused(MESSAGE_REFUSED)


def _deferred(code: int, reply: bytes, what: str) -> Deferred:
    log.warning("mail_deferred", smtp_code=code, about=what)
    is_policy = _POLICY.search(reply) is not None
    return Deferred(PROVIDER_UNAVAILABLE, unreachable=code == _GOING_AWAY and not is_policy, turned_away=is_policy)


def _on_the_wire(message: EmailMessage) -> bytes:
    """The message without the dot that ends it; lines that begin with one get another (RFC 5321, 4.5.2)."""
    sent = message.as_bytes(policy=policy.SMTP)
    sent = sent if sent.endswith(b"\r\n") else sent + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", sent)
