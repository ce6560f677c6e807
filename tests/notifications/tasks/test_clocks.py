"""Clocks that are changed, beats that come twice or a day late, and reasons that go a second before: one message or none."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.notifications.tasks import sweep_deliveries
from services.notifications.usecases.note_invoice import Due, note_invoice
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.notifications.later import MONDAY_NOON, beat, queued, told
from tests.support import business
from tests.support.services import published, run_tasks

pytestmark = pytest.mark.shows("NOT-3", "NOT-4")

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
NOTHING_DUE = Due(business.INVOICE, business.CUSTOMER, "USD", 0, MONDAY_NOON)
CHANGES = [
    ("America/New_York", "2026-11-01"),
    ("America/New_York", "2027-03-14"),
    ("Europe/Berlin", "2026-10-25"),
    ("Europe/Berlin", "2027-03-28"),
    ("Australia/Sydney", "2026-10-04"),
    ("Australia/Sydney", "2027-04-04"),
]


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_when_the_clocks_are_changed_everybody_hears_once_and_at_eight(context: Context, zone: str, day: str) -> None:
    there = ZoneInfo(zone)
    one_in_the_night = datetime.fromisoformat(f"{day}T01:30:00").replace(tzinfo=there).astimezone(MONDAY_NOON.tzinfo)
    told(context, story.workspace_changed(time_zone=zone), one_in_the_night - 5 * DAY)
    told(context, later.job_completed(completed_at=one_in_the_night - DAY), one_in_the_night - DAY)
    told(context, story.estimate_sent(expires_on=None), one_in_the_night - 3 * DAY)

    # Through the night twice over: the hour that there is twice, the one that there is not, and the day after.
    for half_hours in range(-8, 60):
        beat(context, one_in_the_night + half_hours * HOUR / 2, times=2)

    follow_ups, reminders = queued(context, "follow_up"), queued(context, "estimate_reminder")
    assert (len(follow_ups), len(reminders)) == (1, 1)
    for one in (*follow_ups, *reminders):
        local = one.created_at.astimezone(there)
        assert (local.date().isoformat(), local.hour, local.minute) == (day, 8, 0)


def test_a_day_without_a_beat_is_made_up_for_by_one_of_each(context: Context) -> None:
    told(context, later.job_completed())
    told(context, story.estimate_sent(expires_on=None))

    beat(context, MONDAY_NOON + 4 * DAY, times=3)

    assert len(queued(context, "follow_up")) == len(queued(context, "estimate_reminder")) == 1


@pytest.mark.parametrize("before", [True, False], ids=["before it is queued", "a second before it is sent"])
@pytest.mark.parametrize(
    ("reminder", "template"),
    [
        (story.invoice_due(cause="reminder"), "invoice_due"),
        (story.invoice_overdue(), "invoice_overdue"),
    ],
)
def test_who_has_paid_is_not_reminded(context: Context, reminder: object, template: str, *, before: bool) -> None:
    mailer = FakeMailer()
    told(context, story.invoice_due(cause="sent"), MONDAY_NOON - DAY)
    if before:
        told(context, business.invoice_paid(), MONDAY_NOON - SECOND)

    with later.at(MONDAY_NOON):
        later.deliver(context, reminder)  # type: ignore[arg-type]
    if not before:
        with context.database.begin() as session:
            note_invoice(session, workspace_id=business.WORKSPACE, due=NOTHING_DUE)
    with later.at(MONDAY_NOON + SECOND):
        sweep_deliveries.run(context)
        run_tasks(with_mailer(context, mailer))

    last = queued(context, template)[-1]
    assert (last.status, last.category) == ("suppressed", "reason_gone")
    assert "reason_gone" in [event["data"]["category"] for event in published(context, "MessageFailed")]


@pytest.mark.parametrize("cause", ["sent", "renewed", "lookup"])
def test_who_asks_for_the_link_of_what_is_paid_gets_it(context: Context, cause: str) -> None:
    mailer = FakeMailer()
    told(context, business.invoice_paid(), MONDAY_NOON)

    told(with_mailer(context, mailer), story.invoice_due(cause=cause, amount_due=0), MONDAY_NOON + HOUR)

    assert [one.status for one in queued(context, "invoice_due")] == ["sent"]
