from datetime import timedelta

import pytest
import time_machine

from services.notifications.domain.outcome import Outcome, Taken
from services.notifications.tasks import send_email, sweep_deliveries
from shared.clock import utc_now
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import DOWN, FakeMailer, with_mailer
from tests.support.services import deliver, run_tasks


def queue(context: Context, messages: int) -> None:
    for number in range(messages):
        deliver(context, story.estimate_sent(estimate_id=new_id(), customer_email=f"customer{number}@fox.test"))


def later(context: Context, wait: timedelta) -> None:
    with time_machine.travel(utc_now() + wait):
        sweep_deliveries.run(context)
        run_tasks(context)


@pytest.mark.shows("NOT-2")
def test_after_five_failures_in_a_row_the_provider_is_left_alone(open_service: OpenService) -> None:
    mailer = FakeMailer(*[DOWN] * 5)
    context = with_mailer(story.open_business(open_service), mailer)
    queue(context, messages=8)

    run_tasks(context)

    waiting = [delivery for delivery in story.deliveries(context) if delivery.status == "queued"]
    assert len(mailer.tried) == 5
    assert len(waiting) == 8
    assert [delivery.attempts for delivery in waiting] == [1, 1, 1, 1, 1, 0, 0, 0]


@pytest.mark.shows("NOT-2")
def test_an_open_breaker_holds_for_every_worker(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    queue(context, messages=6)
    run_tasks(with_mailer(context, FakeMailer(*[DOWN] * 5)))
    another_worker = FakeMailer()
    last = story.deliveries(context)[-1]

    with time_machine.travel(utc_now() + timedelta(seconds=50)):
        send_email.run(
            with_mailer(context, another_worker),
            workspace_id=str(last.workspace_id),
            delivery_id=str(last.id),
        )

    assert another_worker.tried == []


@pytest.mark.shows("NOT-2")
def test_after_a_minute_one_message_tries_the_provider_and_the_others_wait_for_it(open_service: OpenService) -> None:
    mailer = FakeMailer(*[DOWN] * 6)
    context = with_mailer(story.open_business(open_service), mailer)
    queue(context, messages=8)
    run_tasks(context)

    later(context, timedelta(seconds=61))

    assert len(mailer.tried) == 6


@pytest.mark.shows("NOT-2")
def test_a_provider_that_answers_again_gets_everything(open_service: OpenService) -> None:
    mailer = FakeMailer(*[DOWN] * 5, Taken())
    context = with_mailer(story.open_business(open_service), mailer)
    queue(context, messages=8)
    run_tasks(context)

    later(context, timedelta(seconds=61))
    later(context, timedelta(seconds=125))

    assert [delivery.status for delivery in story.deliveries(context)] == ["sent"] * 8
    assert len(mailer.taken) == 8


@pytest.mark.shows("NOT-2")
def test_a_failure_now_and_then_opens_nothing(open_service: OpenService) -> None:
    answers: list[Outcome] = [DOWN, DOWN, DOWN, DOWN, Taken()]
    mailer = FakeMailer(*answers * 3)
    context = with_mailer(story.open_business(open_service), mailer)
    queue(context, messages=15)

    run_tasks(context, rounds=40)

    assert len(mailer.tried) == 15
