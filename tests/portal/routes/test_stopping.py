import os
import signal
from collections.abc import Iterator

import pytest

from services.portal.pages.stopping import Stopping, note_signals


@pytest.fixture
def server() -> Iterator[list[int]]:
    """A server's own handler of SIGTERM, which notes what it hears."""
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    interrupt = signal.getsignal(signal.SIGINT)
    yield heard
    signal.signal(signal.SIGTERM, before)
    signal.signal(signal.SIGINT, interrupt)


def test_a_signal_is_noted_and_still_reaches_the_server(server: list[int]) -> None:
    stopping = Stopping()
    note_signals(stopping)

    os.kill(os.getpid(), signal.SIGTERM)

    assert stopping.is_set()
    assert server == [signal.SIGTERM]


def test_before_any_signal_nothing_stops(server: list[int]) -> None:
    stopping = Stopping()

    note_signals(stopping)

    assert not stopping.is_set()
