"""Builds the message that goes out: text and HTML, with headers that nobody can smuggle anything into."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from services.notifications.adapters.letters import Letter
from services.notifications.domain.plain_text import one_line, unbroken

MAX_NAME = 100
CALENDAR = "appointment.ics"


class AddressNotUsable(Exception):
    """Not an address that a header, or a mail server, could be given."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Around a letter: whom it is from and to, what it is called, and when it was written."""

    sender: str
    sender_name: str
    reply_to: str | None
    recipient: str
    message_id: str
    at: datetime
    unsubscribe_url: str | None = None
    """Where mail programs say for their owner that no more like it are wanted (RFC 8058)."""


def build_mail(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The message; raises `AddressNotUsable` when its recipient is no address."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(_words(one_line(envelope.sender_name, limit=MAX_NAME)), addr_spec=envelope.sender)
    message["To"] = Address(addr_spec=ascii_address(envelope.recipient))
    reply_to = _usable(envelope.reply_to)
    if reply_to is not None:
        message["Reply-To"] = reply_to
    message["Subject"] = _words(letter.subject)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id
    # No vacation notice is to answer a receipt (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if envelope.unsubscribe_url is not None:
        message["List-Unsubscribe"] = f"<{envelope.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if letter.calendar is not None:
        _attach(message, letter.calendar)
    return message


def _attach(message: EmailMessage, calendar: str) -> None:
    # Mail programs offer to put it into a calendar where they are told its method, too (RFC 6047).
    parameters = {"method": "PUBLISH"}
    message.add_attachment(calendar, subtype="calendar", cte="base64", filename=CALENDAR, params=parameters)


def _words(text: str) -> str:
    """`text` as the words of a header. What looks encoded is not to be: decoded, it may hold the lines of other headers."""
    return unbroken(text).replace("=?", "= ?")


def ascii_address(address: str) -> str:
    """`address` as every mail server understands it, its domain in ASCII; raises `AddressNotUsable` when it is none."""
    local, _, domain = address.rpartition("@")
    try:
        written = f"{local}@{domain.encode('idna').decode()}"
        parsed = Address(addr_spec=written)
    except (MessageError, ValueError, IndexError) as error:
        raise AddressNotUsable from error
    if parsed.addr_spec != written or not (parsed.username and parsed.domain):
        raise AddressNotUsable
    return written


def _usable(address: str | None) -> Address | None:
    try:
        return Address(addr_spec=ascii_address(address)) if address else None
    except AddressNotUsable:
        return None
