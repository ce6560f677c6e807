"""A job's appointment, what the customer asks of it, and what comes of that."""

from datetime import date, timedelta

import pytest

from services.quotes.domain.appointment import Appointment, call_off, schedule
from services.quotes.domain.appointment_request import MAX_WISH, AppointmentRequest, request_for
from services.quotes.domain.errors import InvalidText
from services.quotes.domain.job import Job, job_for
from services.quotes.domain.schedule_errors import AppointmentUnchanged, InvalidAppointment, JobAlreadyCompleted
from services.quotes.domain.time_slot import TimeSlot
from shared.errors import Invalid
from tests.quotes.domain.build import NOW, TODAY, WORKSPACE, estimate_in

pytestmark = pytest.mark.shows("EXT-5")

LATER = NOW + timedelta(hours=3)
MORNING = TimeSlot(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2))
EVENING = TimeSlot(NOW + timedelta(days=1, hours=6), NOW + timedelta(days=1, hours=8))
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def job() -> Job:
    return job_for(estimate_in("accepted"), 100_00, NOW)


def at(job: Job, slot: TimeSlot) -> Appointment:
    appointment, _ = schedule(job, None, None, slot, NOW)
    return appointment


def asked(job: Job) -> AppointmentRequest:
    return request_for(WORKSPACE, job.id, [TOMORROW], "After school, please", today=TODAY, now=NOW)


def test_a_first_time_makes_the_appointment(job: Job) -> None:
    appointment, cause = schedule(job, None, None, MORNING, NOW)

    assert (appointment.slot, appointment.sequence, appointment.changed_at) == (MORNING, 0, NOW)
    assert (cause, job.status) == ("scheduled", "scheduled")


def test_it_moves_as_often_as_it_must_and_stays_the_same_one(job: Job) -> None:
    appointment = at(job, MORNING)

    moves = [schedule(job, appointment, None, slot, LATER) for slot in (EVENING, MORNING)]

    assert moves == [(appointment, "rescheduled")] * 2
    assert (appointment.slot, appointment.sequence, appointment.changed_at) == (MORNING, 2, LATER)
    assert appointment.created_at == NOW


def test_the_same_time_again_is_no_change(job: Job) -> None:
    appointment = at(job, MORNING)

    again = schedule(job, appointment, None, MORNING, LATER)

    assert again == (appointment, None)
    assert (appointment.sequence, appointment.changed_at) == (0, NOW)


def test_another_time_answers_what_was_asked_for(job: Job) -> None:
    appointment, request = at(job, MORNING), asked(job)

    _, cause = schedule(job, appointment, request, EVENING, LATER)

    assert (cause, request.status, request.answered_at) == ("confirmed", "confirmed", LATER)


def test_the_time_that_is_asked_to_change_is_no_answer(job: Job) -> None:
    appointment, request = at(job, MORNING), asked(job)

    with pytest.raises(AppointmentUnchanged):
        schedule(job, appointment, request, MORNING, LATER)

    assert (appointment.sequence, request.is_open) == (0, True)


def test_one_that_was_called_off_can_be_set_anew_at_the_same_time(job: Job) -> None:
    appointment, request = at(job, MORNING), asked(job)

    reason = call_off(job, appointment, request, " It rains. ", LATER)
    after = (reason, job.status, appointment.status, appointment.sequence, request.status)
    again = schedule(job, appointment, None, MORNING, LATER)

    assert after == ("It rains.", "unscheduled", "cancelled", 1, "lapsed")
    assert again == (appointment, "scheduled")
    assert (appointment.is_on, appointment.sequence) == (True, 2)


def test_what_is_done_is_neither_moved_nor_called_off(job: Job) -> None:
    appointment = at(job, MORNING)
    job.complete(estimate_in("accepted"), NOW)

    for act in (
        lambda: schedule(job, appointment, None, EVENING, LATER),
        lambda: schedule(job, appointment, None, MORNING, LATER),
        lambda: call_off(job, appointment, None, "", LATER),
        job.check_movable,
    ):
        with pytest.raises(JobAlreadyCompleted):
            act()

    assert (appointment.slot, appointment.sequence, appointment.is_on) == (MORNING, 0, True)


def test_a_refusal_needs_a_word_on_why(job: Job) -> None:
    request = asked(job)

    with pytest.raises(InvalidText) as refused:
        request.decline("  ", LATER)
    before = request.status
    request.decline(" The lift is booked. ", LATER)

    assert (refused.value.field, before) == ("text", "open")
    assert (request.status, request.explanation, request.answered_at) == ("declined", "The lift is booked.", LATER)


@pytest.mark.parametrize(
    ("days", "words", "field"),
    [
        ([], "", "days"),
        ([TOMORROW + timedelta(days=more) for more in range(4)], "", "days"),
        ([TOMORROW, TODAY - timedelta(days=1)], "", "days"),
        ([date.max], "", "days"),
        ([TOMORROW], "x" * (MAX_WISH + 1), "note"),
        ([TOMORROW], "\x00", "note"),
    ],
)
def test_a_wish_that_cannot_be_granted_is_refused_by_name(job: Job, days: list[date], words: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        request_for(WORKSPACE, job.id, days, words, today=TODAY, now=NOW)

    assert refused.value.field == field
    assert isinstance(refused.value, InvalidAppointment if field == "days" else InvalidText)


def test_a_day_that_is_named_twice_counts_once_and_today_is_not_over(job: Job) -> None:
    request = request_for(WORKSPACE, job.id, [TOMORROW, TODAY, TOMORROW], "", today=TODAY, now=NOW)

    assert request.days == ["2026-11-03", "2026-11-02"]
    assert request.says([TOMORROW, TODAY], " ")
    assert not request.says([TODAY, TOMORROW], "")
    assert not request.says([TOMORROW, TODAY], "Please")
