"""Appointments as calendar files (iCalendar, RFC 5545; METHOD:PUBLISH, RFC 5546)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol

from services.quotes.domain.appointment import Appointment
from services.quotes.domain.customer import Customer
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.workspace import Workspace
from shared.phones import written_phone

MEDIA_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
_WIDTH = 75
"""How many octets a line may have, without its end."""
_STATUS = {"scheduled": "CONFIRMED", "cancelled": "CANCELLED"}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Agreed(Protocol):
    """A record whose job has an appointment."""

    @property
    def estimate(self) -> Estimate: ...
    @property
    def customer(self) -> Customer: ...
    @property
    def workspace(self) -> Workspace: ...


def calendar_file(record: Agreed, appointment: Appointment) -> str:
    """The file with the one appointment in it: the same bytes until it changes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Customer portal//Appointments//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        *_event(record, appointment),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(record: Agreed, appointment: Appointment) -> Iterator[str]:
    estimate, workspace = record.estimate, record.workspace
    yield f"UID:{appointment.id}"
    yield f"SEQUENCE:{appointment.sequence}"
    yield f"DTSTAMP:{_instant(appointment.changed_at)}"
    yield f"CREATED:{_instant(appointment.created_at)}"
    yield f"LAST-MODIFIED:{_instant(appointment.changed_at)}"
    yield f"DTSTART:{_instant(appointment.starts_at)}"
    yield f"DTEND:{_instant(appointment.ends_at)}"
    yield f"STATUS:{_STATUS[appointment.status]}"
    yield f"SUMMARY:{_text(f'{estimate.title} ({workspace.company_name})')}"
    yield f"DESCRIPTION:{_text(_description(estimate, workspace))}"
    if record.customer.address:
        yield f"LOCATION:{_text(record.customer.address)}"
    yield _organizer(workspace)
    yield "TRANSP:OPAQUE"


def _description(estimate: Estimate, workspace: Workspace) -> str:
    phone = written_phone(workspace.contact_phone, workspace.locale) if workspace.contact_phone else None
    ways = [way for way in (phone, workspace.contact_email) if way]
    reached = f"\n{workspace.company_name}: {', '.join(ways)}" if ways else ""
    return f"{estimate.number}, {estimate.title}{reached}"


def _organizer(workspace: Workspace) -> str:
    # Without an address of the business there is still to be one: it is told by its id then.
    address = f"mailto:{workspace.contact_email}" if workspace.contact_email else workspace.id.urn
    name = _CONTROLS.sub("", workspace.company_name).replace('"', "'").replace("\n", " ").replace("\t", " ")
    return f'ORGANIZER;CN="{name}":{_CONTROLS.sub("", address)}'


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """`words` as the value of a property (RFC 5545, 3.3.11)."""
    plain = _CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """`line` in parts of at most 75 octets (3.1), none of which ends amid a character."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
