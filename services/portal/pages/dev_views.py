"""What the embedded run's own pages are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.portal.pages.views import Link, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """`dev/front.html`: the ways into the portals there are, the office and the mailbox."""

    shell: Shell
    portals: Sequence[Link]
    sign_up_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxEntry:
    """One message that would have gone out."""

    id: str
    channel: Literal["email", "sms"]
    recipient: str
    subject: str
    at: datetime | str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxPage:
    """`dev/mailbox.html`: newest first."""

    shell: Shell
    entries: Sequence[MailboxEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """`dev/message.html`. With `has_html` it frames /dev/mailbox/{id}/body, which allows framing by itself."""

    shell: Shell
    entry: MailboxEntry
    sender: str
    text: str
    has_html: bool = False
    attachments: Sequence[str] = ()
