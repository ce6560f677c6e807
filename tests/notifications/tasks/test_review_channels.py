"""Whether messages go out is told to the other services when it changes, and only then."""

from datetime import timedelta

import pytest
import time_machine

from services.notifications.tasks import review_channels, sweep_deliveries
from shared.clock import utc_now
from shared.events.base import EVERY_WORKSPACE
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import DOWN, FakeMailer, with_mailer
from tests.support.services import deliver, published, run_tasks

DOWN_FIVE_TIMES = [DOWN] * 5

pytestmark = pytest.mark.shows("LKP-2", "NOT-2")


def queue(context: Context, messages: int = 5) -> None:
    for number in range(messages):
        deliver(context, story.estimate_sent(estimate_id=new_id(), customer_email=f"customer{number}@fox.test"))


def told(context: Context, channel: str = "email") -> list[bool]:
    events = published(context, "ChannelAvailabilityChanged")
    return [event["data"]["available"] for event in events if event["subject"] == channel]


def test_a_breaker_that_opens_and_one_that_closes_are_told_once_each(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), FakeMailer(*DOWN_FIVE_TIMES))
    queue(context, messages=8)

    run_tasks(context)
    opened = told(context)
    for minutes in (2, 4):
        with time_machine.travel(utc_now() + timedelta(minutes=minutes)):
            sweep_deliveries.run(context)
            run_tasks(context)

    assert opened == [False]
    assert told(context) == [False, True]


def test_what_is_told_is_about_no_one_workspace_and_in_order(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), FakeMailer(*DOWN_FIVE_TIMES))
    queue(context)

    run_tasks(context)

    (event,) = published(context, "ChannelAvailabilityChanged")
    assert (event["workspaceid"], event["subject"], event["sequence"]) == (str(EVERY_WORKSPACE), "email", 1)


def test_four_failures_are_told_to_nobody(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), FakeMailer(*DOWN_FIVE_TIMES[1:]))
    queue(context)

    run_tasks(context)

    assert told(context) == []


def test_a_broken_channel_that_no_message_is_there_to_try_is_offered_again(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), FakeMailer(*DOWN_FIVE_TIMES))
    queue(context)
    run_tasks(context)

    for seconds in (0, 60, 91, 92):
        with time_machine.travel(utc_now() + timedelta(seconds=seconds)):
            review_channels.run(context)

    assert told(context) == [False, True]


def test_an_offer_that_comes_to_nothing_is_taken_back(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), FakeMailer(*DOWN_FIVE_TIMES, DOWN))
    queue(context)
    run_tasks(context)

    with time_machine.travel(utc_now() + timedelta(seconds=91)):
        review_channels.run(context)
        deliver(context, story.estimate_sent(estimate_id=new_id()))
        run_tasks(context)

    assert told(context) == [False, True, False]


def test_without_a_mail_server_email_is_not_available_until_there_is_one(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), None)

    review_channels.run(context)
    review_channels.run(context)
    review_channels.run(with_mailer(context, FakeMailer()))

    assert told(context) == [False, True]


def test_text_messages_are_not_available_while_nothing_sends_them(open_service: OpenService) -> None:
    context = with_mailer(story.open_business(open_service), FakeMailer())

    review_channels.run(context)
    review_channels.run(context)

    assert (told(context, "sms"), told(context, "email")) == ([False], [])
