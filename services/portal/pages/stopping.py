"""Knowing that the server is to stop, early enough to end what would go on for as long as anybody looks.

A server tells its application only once all connections have ended, so the signal itself is listened to.
"""

import signal
import threading
from types import FrameType
from typing import Any


class Stopping:
    """A flag, and no `threading.Event`: a signal may arrive while another one is setting it, and may take no lock."""

    def __init__(self) -> None:
        self._is_set = False

    def set(self) -> None:
        self._is_set = True

    def is_set(self) -> bool:
        return self._is_set


def note_signals(stopping: Stopping) -> None:
    """Sets `stopping` at SIGINT and SIGTERM, beside what happens then anyway. Only the main thread hears of signals."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _note(number, stopping)


def _note(number: signal.Signals, stopping: Stopping) -> None:
    before: Any = signal.getsignal(number)

    def handle(received: int, frame: FrameType | None) -> None:
        stopping.set()
        if callable(before):
            before(received, frame)

    # Where the default would end the process, there is no server that stops gently.
    if callable(before):
        signal.signal(number, handle)
