from datetime import timedelta

import pytest

from services.notifications.domain.channel_health import UNTRIED, ChannelHealth
from tests.support.business import NOON

MINUTE = timedelta(seconds=60)


def broken_at_noon() -> ChannelHealth:
    health = ChannelHealth(channel="email", failures=4)
    health.note_failure(NOON)
    return health


@pytest.mark.shows("NOT-2")
def test_four_failures_stop_nothing() -> None:
    assert ChannelHealth(channel="email", failures=4).wait_until(NOON) is None


@pytest.mark.shows("NOT-2")
def test_the_fifth_failure_stops_everything_for_a_minute() -> None:
    health = broken_at_noon()

    assert health.wait_until(NOON + MINUTE - timedelta(seconds=1)) == NOON + MINUTE


@pytest.mark.shows("NOT-2")
def test_while_one_message_tries_the_provider_the_others_wait() -> None:
    health = broken_at_noon()

    first = health.wait_until(NOON + MINUTE)
    second = health.wait_until(NOON + MINUTE)

    assert (first, second) == (None, NOON + 2 * MINUTE)


@pytest.mark.shows("NOT-2")
def test_an_answer_lets_everything_through() -> None:
    health = broken_at_noon()

    health.note_answer()

    assert health.wait_until(NOON) is None


@pytest.mark.shows("LKP-2")
@pytest.mark.parametrize(
    ("after", "available"),
    [
        (timedelta(), False),
        (MINUTE, False),
        (MINUTE + UNTRIED - timedelta(seconds=1), False),
        (MINUTE + UNTRIED, True),
    ],
)
def test_a_broken_channel_is_offered_again_once_nobody_has_tried_it_for_a_while(
    after: timedelta, *, available: bool
) -> None:
    assert broken_at_noon().is_available(NOON + after) is available


@pytest.mark.shows("LKP-2")
def test_a_channel_of_which_nothing_was_told_is_taken_for_available() -> None:
    health = ChannelHealth(channel="email")

    assert health.is_offered
    assert health.is_available(NOON)
