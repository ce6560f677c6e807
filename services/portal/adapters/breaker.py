"""A circuit breaker: a service that does not answer is left alone for a moment, so that pages fail fast."""

import time
from collections.abc import Callable

FAILURES = 5
PAUSE = 2.0


class Breaker:
    """Opens after `FAILURES` in a row, for `PAUSE` seconds; then one call tries whether it is over."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_again_at = 0.0

    def allows(self) -> bool:
        """Whether to try now. After a pause it says yes to one caller, and to the others once that one has come back."""
        if self._failures < FAILURES:
            return True
        now = self._clock()
        if now < self._closed_again_at:
            return False
        self._closed_again_at = now + PAUSE
        return True

    def succeeded(self) -> None:
        """An answer came, whatever it was."""
        self._failures = 0

    def failed(self) -> None:
        """No answer came."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._closed_again_at = self._clock() + PAUSE
