"""The retry loop: gives waiting events another try when their time has come."""

import threading

import structlog

from shared.messaging.inbox import retry_due
from shared.messaging.inbox_rows import WAKE
from shared.service import Context

log = structlog.get_logger()

POLL = 0.5


def run_retries(context: Context, stop: threading.Event) -> None:
    """Retries due events until `stop` is set; survives the loss of the database."""
    wake = threading.Event()
    with context.database.signals.listening(WAKE, wake.set):
        while not stop.is_set():
            wake.clear()
            try:
                tried = retry_due(context)
            except Exception as error:  # noqa: BLE001 - the rows are still there: say so and go on
                log.warning(
                    "retries_interrupted", service=context.service.name, reason=f"{type(error).__name__}: {error}"
                )
                tried = 0
            if tried == 0:
                wake.wait(POLL)
