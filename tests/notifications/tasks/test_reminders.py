"""Reminders of estimates: one for each reason and due time, by day, and never after the reason is gone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.notifications.domain.message_settings import MessageSettings
from services.notifications.usecases.change_message_settings import change_message_settings
from services.notifications.usecases.watch_estimate import watch_estimate
from shared.clock import time_zone
from shared.events.quotes import EstimateExpired, EstimateVoided
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.notifications.fakes import FakeMailer, with_mailer
from tests.notifications.later import MONDAY_NOON, beat, beat_for, queued, told
from tests.support import business
from tests.support.services import published, run_tasks

DAY = timedelta(days=1)
KNOWN: dict[str, Any] = {
    "workspace_id": business.WORKSPACE,
    "estimate_id": business.ESTIMATE,
    "number": "E-1001",
    "customer_id": business.CUSTOMER,
}


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


def steps(context: Context) -> list[str]:
    return [one.context["step"] for one in queued(context, "estimate_reminder")]


def viewed(context: Context, moment: datetime) -> None:
    told(context, story.estimate_viewed(viewed_at=moment), moment)


@pytest.mark.shows("NOT-4")
def test_who_has_not_looked_is_reminded_once_after_three_days(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=None))

    beat(context, MONDAY_NOON + 3 * DAY - timedelta(minutes=1))
    before = steps(context)
    beat_for(context, days=30, since=MONDAY_NOON + 3 * DAY, every=timedelta(hours=12))

    assert before == []
    assert steps(context) == ["not_viewed"]


@pytest.mark.shows("NOT-4")
def test_who_has_looked_and_not_signed_is_reminded_once_after_seven_days(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=None))
    viewed(context, MONDAY_NOON + DAY)

    beat(context, MONDAY_NOON + 8 * DAY - timedelta(minutes=1))
    before = steps(context)
    beat_for(context, days=20, since=MONDAY_NOON + 8 * DAY, every=timedelta(hours=12))

    assert before == []
    assert steps(context) == ["not_signed"]


@pytest.mark.shows("NOT-4")
def test_what_is_about_to_expire_is_said_two_days_before_in_the_morning(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=date(2026, 12, 20)))
    viewed(context, MONDAY_NOON + timedelta(minutes=1))
    nine_o_clock = datetime(2026, 12, 18, 14, tzinfo=UTC)

    beat_for(context, days=20, every=timedelta(hours=6))
    beat(context, nine_o_clock - timedelta(minutes=1))
    before = steps(context)
    beat(context, nine_o_clock, times=2)

    assert before == ["not_signed"]
    assert steps(context) == ["not_signed", "expiring"]


@pytest.mark.shows("NOT-4")
def test_after_a_beat_that_was_dead_the_most_urgent_is_said_and_nothing_else(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=date(2026, 11, 28)))

    beat(context, MONDAY_NOON + 4 * DAY, times=2)
    beat_for(context, days=3, since=MONDAY_NOON + 4 * DAY)

    assert steps(context) == ["expiring"]


@pytest.mark.shows("NOT-4")
@pytest.mark.parametrize(
    "ended",
    [
        business.estimate_accepted(accepted_at=MONDAY_NOON + DAY),
        story.estimate_declined(),
        EstimateExpired(**KNOWN),
        EstimateVoided(**KNOWN, reason=""),
        story.changes_requested(),
    ],
)
def test_who_has_answered_is_not_reminded_in_whatever_order_that_was_told(context: Context, ended: Any) -> None:
    told(context, ended, MONDAY_NOON + DAY)
    told(context, story.estimate_sent(), MONDAY_NOON)

    beat_for(context, days=60, every=timedelta(hours=12))

    assert steps(context) == []


@pytest.mark.shows("NOT-4")
def test_a_question_is_no_answer(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=None))
    told(context, story.changes_requested(blocks_acceptance=False), MONDAY_NOON + DAY)

    beat(context, MONDAY_NOON + 3 * DAY)

    assert steps(context) == ["not_viewed"]


@pytest.mark.shows("NOT-4")
def test_sent_again_after_changes_it_waits_anew(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=None))
    told(context, story.changes_requested(), MONDAY_NOON + DAY)
    told(context, story.estimate_sent(expires_on=None, link="https://portal.test/quote/new"), MONDAY_NOON + 2 * DAY)

    beat_for(context, days=30, every=timedelta(hours=12))

    (reminder,) = queued(context, "estimate_reminder")
    assert reminder.context["link"] == "https://portal.test/quote/new"


@pytest.mark.shows("NOT-4", "LNK-1")
def test_a_fresh_link_is_the_one_that_reminders_carry_and_starts_nothing_anew(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=None))
    told(context, story.estimate_sent(cause="renewed", link="https://portal.test/l/fresh"), MONDAY_NOON + 2 * DAY)

    beat(context, MONDAY_NOON + 3 * DAY)

    assert [one.context["link"] for one in queued(context, "estimate_reminder")] == ["https://portal.test/l/fresh"]


@pytest.mark.shows("NOT-4")
def test_who_signs_between_being_queued_and_being_sent_hears_nothing(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=None))
    beat(context, MONDAY_NOON + 3 * DAY)
    mailer = FakeMailer()

    with later.at(MONDAY_NOON + 3 * DAY):
        close(context)
        run_tasks(with_mailer(context, mailer))

    (reminder,) = queued(context, "estimate_reminder")
    failed = [event["data"]["category"] for event in published(context, "MessageFailed")]
    assert (reminder.status, reminder.category) == ("suppressed", "reason_gone")
    assert "reason_gone" in failed


def close(context: Context) -> None:
    """The estimate is answered, and that is all that is known of it."""
    with context.database.begin() as session:
        watch_estimate(
            session,
            workspace_id=business.WORKSPACE,
            estimate_id=business.ESTIMATE,
            what="closed",
            at=MONDAY_NOON + 3 * DAY,
        )


@pytest.mark.shows("NOT-4")
def test_nobody_is_reminded_at_night_where_the_business_is(context: Context) -> None:
    ten_in_the_evening = datetime(2026, 11, 24, 3, tzinfo=UTC)
    told(context, story.estimate_sent(expires_on=None), ten_in_the_evening)

    beat(context, ten_in_the_evening + 3 * DAY)
    at_night = steps(context)
    beat(context, datetime(2026, 11, 27, 13, tzinfo=UTC))

    assert at_night == []
    assert steps(context) == ["not_viewed"]


@pytest.mark.shows("NOT-4")
@pytest.mark.parametrize(
    ("now", "day"),
    [
        # The clocks go back on November 1 and forward on March 14.
        ("2026-11-01T00:30:00+00:00", "2026-11-01T13:00:00+00:00"),
        ("2027-03-14T02:00:00+00:00", "2027-03-14T12:00:00+00:00"),
        ("2026-11-23T12:59:59+00:00", "2026-11-23T13:00:00+00:00"),
        ("2026-11-23T13:00:00+00:00", "2026-11-23T13:00:00+00:00"),
        ("2026-11-24T00:59:59+00:00", "2026-11-24T00:59:59+00:00"),
        ("2026-11-24T01:00:00+00:00", "2026-11-24T13:00:00+00:00"),
    ],
)
def test_the_night_is_over_at_eight_by_the_clock_whatever_was_done_to_it(now: str, day: str) -> None:
    settings = MessageSettings(workspace_id=business.WORKSPACE)

    found = settings.daytime(datetime.fromisoformat(now), time_zone("America/New_York"))

    assert found == datetime.fromisoformat(day)


@pytest.mark.shows("NOT-4", "SET-2")
def test_the_office_says_when_and_no_days_are_never(context: Context) -> None:
    told(context, story.estimate_sent(expires_on=date(2026, 12, 20)))
    with later.at(MONDAY_NOON), context.database.begin() as session:
        changes = {"not_viewed_days": 1, "expiring_days": 0}
        change_message_settings(session, workspace_id=business.WORKSPACE, changes=changes)

    beat_for(context, days=40, every=timedelta(hours=12))

    (reminder,) = queued(context, "estimate_reminder")
    assert reminder.created_at == MONDAY_NOON + DAY
