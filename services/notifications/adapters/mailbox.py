"""The local mailbox: every message that would have gone out is one file, for people to look at. Embedded run only."""

import json
import os
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from services.notifications.adapters.texter import TextMessage
from services.notifications.domain.outcome import PROVIDER_UNAVAILABLE, Deferred, Outcome, Taken, Unknown
from services.notifications.domain.text_messages import segments
from shared.clock import isoformat, utc_now
from shared.ids import new_id

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class MailboxMailer:
    """Writes messages to a folder. Each try makes a file of its own: a message sent twice is there twice."""

    longest_try = timedelta(seconds=10)

    def __init__(self, folder: Path, sender: str) -> None:
        self.sender = sender
        self._folder = folder

    def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:  # noqa: ARG002 - takes no time
        return _put(self._folder, _readable(message, recipient))


class MailboxTexter:
    """Puts text messages beside them."""

    sender = "Porchlight"
    longest_try = timedelta(seconds=10)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: TextMessage, *, until: datetime) -> Outcome:  # noqa: ARG002 - takes no time
        content = {
            "kind": "sms",
            "to": message.recipient,
            "from": self.sender,
            "subject": message.text,
            "headers": {"Segments": str(segments(message.text))},
            "html": "",
            "text": message.text,
            "attachments": [],
        }
        return _put(self._folder, content)


def _put(folder: Path, content: dict[str, Any]) -> Outcome:
    name = str(new_id())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{name}.json", {"id": name, "at": isoformat(utc_now())} | content)
    except OSError:
        return Deferred(PROVIDER_UNAVAILABLE, unreachable=True)
    return Taken() if _is_safe(folder) else Unknown()


def newest_messages(folder: Path, limit: int) -> list[Mapping[str, Any]]:
    """The last messages in the mailbox, newest first."""
    # Names are UUIDv7, so they sort by time; a file is there whole or not at all.
    names = sorted((path.stem for path in folder.glob("*.json") if _ID.fullmatch(path.stem)), reverse=True)
    found = (read_message(folder, name) for name in names[:limit])
    return [message for message in found if message is not None]


def read_message(folder: Path, message_id: str) -> Mapping[str, Any] | None:
    """One message of the mailbox; None when there is no such one."""
    if not _ID.fullmatch(message_id):
        return None
    try:
        message: Mapping[str, Any] = json.loads((folder / f"{message_id}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return message


def _readable(message: EmailMessage, recipient: str) -> dict[str, Any]:
    return {
        "kind": "email",
        "to": recipient,
        "from": str(message["From"]),
        "subject": str(message["Subject"]),
        "headers": {header: str(value) for header, value in message.items()},
        "html": _body(message, "html"),
        "text": _body(message, "plain"),
        "attachments": [_attached(part) for part in message.iter_attachments()],
    }


def _attached(part: EmailMessage) -> dict[str, str]:
    """What goes with a message; so far that is text only."""
    content = str(part.get_content())
    return {"name": part.get_filename() or "", "content_type": part.get_content_type(), "text": content}


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _write(path: Path, content: dict[str, Any]) -> None:
    unfinished = path.with_suffix(".tmp")
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def _is_safe(folder: Path) -> bool:
    """Whether the folder has kept the new name on disk; if not, a loss of power may lose the message, or not."""
    try:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
    except OSError:
        return False
    return True
