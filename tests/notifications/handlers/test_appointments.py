"""Whatever becomes of an appointment, the customer gets one message about it, and the calendar file where that changes."""

from email.message import EmailMessage
from typing import Any

import pytest

from shared.events.base import Event
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story, visits
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.support import business
from tests.support.services import deliver, published, run_tasks

pytestmark = pytest.mark.shows("EXT-5")


def mailing(open_service: OpenService) -> tuple[Context, FakeMailer]:
    mailer = FakeMailer()
    return with_mailer(story.open_business(open_service), mailer), mailer


def calendars(mail: EmailMessage) -> list[tuple[str | None, str, Any]]:
    return [(part.get_filename(), part["Content-Type"], part.get_content()) for part in mail.iter_attachments()]


@pytest.mark.parametrize(
    ("event", "subject", "words"),
    [
        (
            visits.job_scheduled(),
            "Your appointment on Friday, December 4, 2026, Front lawn renovation",
            "there is a date for your job now.",
        ),
        (
            visits.job_scheduled(cause="rescheduled", sequence=1),
            "Moved: your appointment on Friday, December 4, 2026, Front lawn renovation",
            "your appointment has moved.",
        ),
        (
            visits.job_scheduled(cause="confirmed", sequence=1),
            "Confirmed: your appointment on Friday, December 4, 2026, Front lawn renovation",
            "the other time that you asked for is settled.",
        ),
        (
            visits.appointment_request_declined(),
            "Your appointment stays on Friday, December 4, 2026, Front lawn renovation",
            "The roller is booked for Friday.",
        ),
        (
            visits.appointment_cancelled(),
            "Called off: your appointment on Friday, December 4, 2026, Front lawn renovation",
            "The crew is ill.",
        ),
    ],
)
def test_the_customer_reads_what_has_become_of_it_and_when_it_is(
    event: Event, subject: str, words: str, open_service: OpenService
) -> None:
    context, mailer = mailing(open_service)

    deliver(context, event)
    run_tasks(context)

    (mail,) = mailer.taken
    assert (mail["To"], mail["Subject"]) == (business.CUSTOMER_EMAIL, subject)
    assert words in text_of(mail)
    for kind in ("plain", "html"):
        for fact in ("Dana Fox", "Friday, December 4, 2026", "9:00 AM to 11:00 AM EST", "E-1001", business.LINK):
            assert fact in text_of(mail, kind).replace("\u202f", " ")
    assert story.the_delivery(context).status == "sent"


@pytest.mark.parametrize("event", [visits.job_scheduled(), visits.appointment_cancelled()])
def test_the_calendar_file_goes_with_it_as_it_is(event: Event, open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, event)
    run_tasks(context)

    (mail,) = mailer.taken
    ((name, content_type, _),) = calendars(mail)
    assert name == "appointment.ics"
    assert content_type.startswith("text/calendar")
    assert 'method="PUBLISH"' in content_type
    (part,) = mail.iter_attachments()
    assert part.get_payload(decode=True).decode() == visits.CALENDAR
    assert [body.get_content_type() for body in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]


def test_a_message_that_changes_no_calendar_brings_none(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, visits.appointment_request_declined())
    run_tasks(context)

    assert calendars(mailer.taken[0]) == []


@pytest.mark.shows("NOT-2")
def test_each_cause_is_mailed_once(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)
    first, second = new_id(), new_id()

    for _ in range(2):
        deliver(context, visits.job_scheduled(), event_id=first)
        deliver(context, visits.job_scheduled(cause="rescheduled", sequence=1), event_id=second, sequence=2)
        run_tasks(context)

    assert [mail["Subject"].partition(" ")[0] for mail in mailer.taken] == ["Your", "Moved:"]


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (visits.job_scheduled, "Appointment not mailed"),
        (visits.appointment_request_declined, "Answer not mailed"),
        (visits.appointment_cancelled, "Cancellation not mailed"),
    ],
)
def test_where_nobody_can_be_mailed_the_office_is_told(event: Any, title: str, open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, event(customer_email=None, link=None, not_mailed="missing_contact"))
    run_tasks(context)

    assert mailer.taken == []
    assert [failed["data"]["category"] for failed in published(context, "MessageFailed")] == ["missing_contact"]
    (notice,) = story.notices(context)
    assert (notice.title, notice.url) == (title, f"/office/estimates/{business.ESTIMATE}")


def test_a_wish_without_words_is_told_by_its_days(open_service: OpenService) -> None:
    context, mailer = mailing(open_service)

    deliver(context, visits.appointment_requested(note=""))
    run_tasks(context)

    (mail,) = mailer.taken
    assert mail["Subject"] == "Dana Fox asks for another time for E-1001"
    for kind in ("plain", "html"):
        assert "December 7, 2026 or December 8, 2026" in text_of(mail, kind)
