"""Calendar files, read back by the letter of RFC 5545 and RFC 5546."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from services.quotes.adapters.calendar import calendar_file
from services.quotes.domain.appointment import Appointment, schedule
from services.quotes.domain.customer import Customer
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.job import job_for
from services.quotes.domain.time_slot import TimeSlot
from services.quotes.domain.workspace import Workspace
from tests.quotes.domain.build import NOW, WORKSPACE, customer, drafted
from tests.support.calendars import properties, unfolded, words

pytestmark = pytest.mark.shows("EXT-5")

SLOT = TimeSlot(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2))
# Letters of one, two, three and four octets, so that a fold may fall anywhere in one.
HOSTILE = 'Łódź 🏠 roof, gutters; "all" \\ of it\nBEGIN:VALARM\r\nTRIGGER:-PT1M\x07 ' + "日本語🏠é" * 20


@dataclass
class Record:
    estimate: Estimate
    customer: Customer
    workspace: Workspace


def record(title: str = "House wash", address: str = "12 Elm Street", **workspace: Any) -> Record:
    known = customer()
    known.address = address
    facts: dict[str, Any] = {
        "company_name": "Bright Exteriors",
        "contact_email": "hello@bright.example",
        "contact_phone": "+12125550100",
    }
    business = Workspace(
        id=WORKSPACE, slug="bright", time_zone="America/New_York", currency="USD", locale="en-US", **facts | workspace
    )
    estimate, _ = drafted()
    estimate.title = title
    return Record(estimate, known, business)


def appointment() -> Appointment:
    found, _ = schedule(job_for(drafted()[0], 100_00, NOW), None, None, SLOT, NOW)
    return found


def test_it_says_what_is_where_and_when() -> None:
    at = appointment()

    file = calendar_file(record(), at)

    assert unfolded(file)[:6] == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Customer portal//Appointments//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
    ]
    assert unfolded(file)[-2:] == [("END", "VEVENT"), ("END", "VCALENDAR")]
    said = properties(file)
    assert (said["UID"], said["SEQUENCE"], said["STATUS"]) == (str(at.id), "0", "CONFIRMED")
    assert (said["DTSTART"], said["DTEND"]) == ("20261103T153000Z", "20261103T173000Z")
    assert said["DTSTAMP"] == said["CREATED"] == said["LAST-MODIFIED"] == "20261102T153000Z"
    assert words(said["SUMMARY"]) == "House wash (Bright Exteriors)"
    assert words(said["LOCATION"]) == "12 Elm Street"
    assert words(said["DESCRIPTION"]) == ("E-1001, House wash\nBright Exteriors: (212) 555-0100, hello@bright.example")
    assert said['ORGANIZER;CN="Bright Exteriors"'] == "mailto:hello@bright.example"


def test_each_change_is_a_later_version_of_the_same_event() -> None:
    at = appointment()
    files = [calendar_file(record(), at)]

    at.move(TimeSlot(SLOT.starts_at + timedelta(days=1), SLOT.ends_at + timedelta(days=1)), NOW + timedelta(hours=1))
    files.append(calendar_file(record(), at))
    at.call_off(NOW + timedelta(hours=2))
    files.append(calendar_file(record(), at))

    said = [properties(file) for file in files]
    assert len({one["UID"] for one in said}) == 1
    assert [one["SEQUENCE"] for one in said] == ["0", "1", "2"]
    assert [one["STATUS"] for one in said] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [one["DTSTART"][:8] for one in said] == ["20261103", "20261104", "20261104"]
    assert [one["DTSTAMP"] for one in said] == ["20261102T153000Z", "20261102T163000Z", "20261102T173000Z"]
    assert {one["METHOD"] for one in said} == {"PUBLISH"}


def test_the_same_appointment_is_the_same_file() -> None:
    at = appointment()

    assert calendar_file(record(), at) == calendar_file(record(), at)


def test_what_people_write_is_text_and_nothing_else() -> None:
    file = calendar_file(record(title=HOSTILE, address=HOSTILE, company_name=HOSTILE), appointment())

    names = [name for name, _ in unfolded(file)]
    assert names.count("BEGIN") == names.count("END") == 2
    assert "TRIGGER" not in names
    assert words(properties(file)["LOCATION"]) == HOSTILE.strip().replace("\r\n", "\n").replace("\x07", "")
    organizer = next(name for name in names if name.startswith("ORGANIZER"))
    assert organizer.count('"') == 2
    assert "\n" not in organizer


def test_no_line_is_longer_than_75_octets_and_none_ends_amid_a_character() -> None:
    file = calendar_file(record(title=HOSTILE, address=HOSTILE, company_name=HOSTILE), appointment())

    lines = file.encode().split(b"\r\n")
    assert 72 <= max(len(one) for one in lines) <= 75
    assert [one for one in lines if b"\n" in one or b"\r" in one] == []
    assert "\r\n".join(one.decode() for one in lines) == file


def test_a_business_without_an_address_of_its_own_still_organizes() -> None:
    file = calendar_file(record(contact_email=None, contact_phone=None, address=""), appointment())

    said = properties(file)
    assert said['ORGANIZER;CN="Bright Exteriors"'] == f"urn:uuid:{WORKSPACE}"
    assert "LOCATION" not in said
    assert words(said["DESCRIPTION"]) == "E-1001, House wash"
