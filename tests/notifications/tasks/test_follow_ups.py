"""The one message that follows a job: when it is sent, and what it says then."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.notifications.adapters.letters import write_letter
from services.notifications.domain.workspace import Workspace
from services.notifications.usecases.change_message_settings import change_message_settings
from services.notifications.usecases.note_invoice import Due, note_invoice
from shared.database.session import Session
from shared.events.billing import InvoiceIssued, InvoiceVoided
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import later, story, word_of_mouth
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.notifications.later import MONDAY_NOON, beat, job_completed, queued, told
from tests.support import business
from tests.support.services import published, run_tasks

TUESDAY_NOON = MONDAY_NOON + timedelta(days=1)


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


def choose(context: Context, **changes: int) -> None:
    with later.at(MONDAY_NOON), context.database.begin() as session:
        change_message_settings(session, workspace_id=business.WORKSPACE, changes=changes)


def invoice_issued(**changes: Any) -> InvoiceIssued:
    facts: dict[str, Any] = {
        "workspace_id": business.WORKSPACE,
        "invoice_id": business.INVOICE,
        "number": "INV-2001",
        "kind": "invoice",
        "customer_id": business.CUSTOMER,
        "customer_name": "Dana Fox",
        "currency": "USD",
        "total": 61_250,
        "due_on": "2026-12-01",
    }
    return InvoiceIssued(**facts | changes)


def pay(context: Context) -> None:
    """The invoice is paid, and that is all that is known of it."""
    due = Due(business.INVOICE, business.CUSTOMER, "USD", 0, MONDAY_NOON + timedelta(hours=23))
    with context.database.begin() as session:
        note_invoice(session, workspace_id=business.WORKSPACE, due=due)


def the_letter(context: Context) -> str:
    """The text of the one follow-up, as it would go out now."""
    (delivery,) = queued(context, "follow_up")
    session: Session
    with context.database.read() as session:
        workspace = session.get(Workspace, business.WORKSPACE)
    assert workspace
    letter = write_letter(
        "follow_up", delivery.context, workspace=workspace, public_url="https://portal.test", channel="email"
    )
    return letter.text


@pytest.mark.shows("NOT-3")
def test_it_is_queued_a_day_after_the_job_and_not_before(context: Context) -> None:
    told(context, job_completed())

    beat(context, TUESDAY_NOON - timedelta(minutes=1))
    before = queued(context, "follow_up")
    beat(context, TUESDAY_NOON)

    assert before == []
    assert [one.recipient for one in queued(context, "follow_up")] == [business.CUSTOMER_EMAIL]


@pytest.mark.shows("NOT-3")
def test_a_beat_that_runs_twice_or_was_dead_for_days_sends_one(context: Context) -> None:
    told(context, job_completed())

    beat(context, TUESDAY_NOON + timedelta(days=3), times=3)

    assert len(queued(context, "follow_up")) == 1


@pytest.mark.shows("NOT-3")
def test_a_job_that_is_told_to_be_completed_twice_is_followed_once(context: Context) -> None:
    told(context, job_completed())
    told(context, job_completed(completed_at=TUESDAY_NOON), TUESDAY_NOON)

    later.beat_for(context, days=4, every=timedelta(hours=6))

    assert len(queued(context, "follow_up")) == 1


@pytest.mark.shows("NOT-3")
@pytest.mark.parametrize(("hours", "due"), [(0, MONDAY_NOON), (2, MONDAY_NOON + timedelta(hours=2))])
def test_each_workspace_says_how_long_it_waits(context: Context, hours: int, due: datetime) -> None:
    choose(context, follow_up_hours=hours)
    told(context, job_completed())

    beat(context, due)

    assert len(queued(context, "follow_up")) == 1


@pytest.mark.shows("NOT-3")
def test_who_wants_none_has_none(context: Context) -> None:
    choose(context, follow_up=False)
    told(context, job_completed())

    later.beat_for(context, days=3, every=timedelta(hours=6))

    assert queued(context, "follow_up") == []


@pytest.mark.shows("NOT-3", "NOT-4")
def test_it_waits_for_the_morning_where_the_business_is(context: Context) -> None:
    nine_in_the_evening = datetime(2026, 11, 24, 2, tzinfo=UTC)
    told(context, job_completed(completed_at=nine_in_the_evening), nine_in_the_evening)

    beat(context, nine_in_the_evening + timedelta(days=1))
    at_night = queued(context, "follow_up")
    beat(context, datetime(2026, 11, 25, 13, tzinfo=UTC))

    assert at_night == []
    assert len(queued(context, "follow_up")) == 1


@pytest.mark.shows("NOT-3")
def test_it_asks_for_a_review_by_the_jobs_own_link_and_to_recommend(context: Context) -> None:
    told(context, word_of_mouth.review_link_issued(cause="completed"))
    told(context, job_completed())

    beat(context, TUESDAY_NOON)

    text = the_letter(context)
    assert "https://portal.test/l/review?via=follow-up" in text
    assert "https://portal.test/portal/bright-lawn/refer?via=follow-up" in text
    assert "Still to be paid" not in text


@pytest.mark.shows("NOT-3")
def test_without_a_link_of_its_own_it_leads_to_the_review_tab(context: Context) -> None:
    told(context, job_completed())

    beat(context, TUESDAY_NOON)

    assert "https://portal.test/portal/bright-lawn/review?via=follow-up" in the_letter(context)


@pytest.mark.shows("NOT-3")
def test_what_is_still_to_be_paid_is_in_it_with_the_link_to_pay(context: Context) -> None:
    told(context, invoice_issued())
    told(context, story.invoice_due(link="https://portal.test/l/pay", amount_due=50_000))
    told(context, job_completed())

    beat(context, TUESDAY_NOON)

    text = the_letter(context)
    assert "Still to be paid: $500.00" in text
    assert "https://portal.test/l/pay?via=follow-up" in text


@pytest.mark.shows("NOT-3")
@pytest.mark.parametrize(
    "settled",
    [
        business.invoice_paid(),
        InvoiceVoided(
            workspace_id=business.WORKSPACE,
            invoice_id=business.INVOICE,
            number="INV-2001",
            customer_id=business.CUSTOMER,
            reason="",
        ),
    ],
)
def test_what_is_paid_or_void_is_not_in_it_in_whatever_order_that_was_told(context: Context, settled: Any) -> None:
    told(context, settled, MONDAY_NOON + timedelta(minutes=1))
    told(context, story.invoice_due(), MONDAY_NOON)
    told(context, job_completed())

    beat(context, TUESDAY_NOON)

    assert "Still to be paid" not in the_letter(context)


@pytest.mark.shows("NOT-3")
def test_it_says_what_is_so_when_it_is_sent_not_when_it_was_queued(context: Context) -> None:
    told(context, story.invoice_due())
    told(context, job_completed())
    beat(context, TUESDAY_NOON)
    (queued_as,) = [one.context for one in queued(context, "follow_up")]
    mailer = FakeMailer()

    with later.at(TUESDAY_NOON):
        pay(context)
        run_tasks(with_mailer(context, mailer))

    (sent,) = [text_of(message) for message in mailer.taken if "having us" in text_of(message)]
    assert queued_as["pay_path"]
    assert "Still to be paid" not in sent


@pytest.mark.shows("NOT-3", "REV-1")
def test_who_has_left_a_review_is_not_asked_again(context: Context) -> None:
    told(context, word_of_mouth.review_submitted(rating=5, is_private=False))
    told(context, job_completed())

    beat(context, TUESDAY_NOON)

    text = the_letter(context)
    assert "Leave a review" not in text
    assert "/refer" in text


@pytest.mark.shows("NOT-3", "SET-1")
def test_with_nothing_to_say_nothing_is_sent(context: Context) -> None:
    told(context, story.workspace_changed(reviews=False, referrals=False))
    told(context, job_completed())

    beat(context, TUESDAY_NOON)

    assert queued(context, "follow_up") == []


@pytest.mark.shows("EXT-6")
def test_it_is_caused_by_the_job_and_not_by_the_clock(context: Context) -> None:
    told(context, job_completed())
    beat(context, TUESDAY_NOON)
    (delivery,) = queued(context, "follow_up")

    queued_events = [event for event in published(context, "MessageQueued") if event["subject"] == str(delivery.id)]

    assert [event["causationid"] for event in queued_events] == [str(delivery.cause_id)]
