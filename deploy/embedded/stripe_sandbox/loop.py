"""A thread that does what is due, sleeps until the next thing is, and can be woken."""

import threading
from collections.abc import Callable

import structlog

from shared.clock import utc_now

# The clock can be set, so a sleep is never longer than this.
_LONGEST_SLEEP = 1.0

log = structlog.get_logger()


class Loop:
    """Runs `step`, which returns when it wants to run next (None: when woken)."""

    def __init__(self, name: str, step: Callable[[], float | None]) -> None:
        self._name = name
        self._step = step
        self._woken = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Has no effect on a loop that runs already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    def stop(self, timeout: float) -> None:
        """Lets the step under way finish."""
        self._stopping = True
        self.wake()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            self._woken.wait(self._once())

    def _once(self) -> float:
        try:
            next_at = self._step()
        except Exception:  # a full disk now must not end all deliveries for good
            log.exception("sandbox_loop_failed", loop=self._name)
            return _LONGEST_SLEEP
        if next_at is None:
            return _LONGEST_SLEEP
        return min(max(next_at - utc_now().timestamp(), 0.0), _LONGEST_SLEEP)
