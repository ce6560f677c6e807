"""What to do when the database is away for a while."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

log = structlog.get_logger()

_T = TypeVar("_T")
PATIENCE = 600.0


def sit_out(work: Callable[[], _T]) -> _T:
    """Does `work`, a whole transaction, again and again for ten minutes, until the database is there.

    For what is known now and would be lost or done twice if it could not be recorded.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            if time.monotonic() > deadline:
                raise
            log.warning("database_away", reason=type(error).__name__)
            time.sleep(1)
