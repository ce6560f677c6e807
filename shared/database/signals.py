"""Wake-ups: whoever waits for rows is told at once that some were committed; a slow poll is the safety net, not this."""

import selectors
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import structlog

from shared.database import postgres

log = structlog.get_logger()

POSTGRES_CHANNEL = "porchlight"


class Signals:
    """Named wake-ups inside one process. Firing is cheap and never blocks; a missed one costs a poll interval."""

    def __init__(self) -> None:
        self._callbacks: dict[str, set[Callable[[], object]]] = defaultdict(set)
        self._lock = threading.Lock()

    def fire(self, name: str) -> None:
        """Calls everyone who listens to `name`."""
        with self._lock:
            callbacks = list(self._callbacks[name])
        for callback in callbacks:
            callback()

    @contextmanager
    def listening(self, name: str, callback: Callable[[], object]) -> Iterator[None]:
        """Has `callback` called (from any thread) at each firing of `name` while the block runs."""
        with self._lock:
            self._callbacks[name].add(callback)
        try:
            yield
        finally:
            with self._lock:
                self._callbacks[name].discard(callback)


class PostgresNotifications:
    """A daemon thread that fires `signals` for each NOTIFY on our channel, reconnecting for as long as needed."""

    def __init__(self, url: str, signals: Signals) -> None:
        self._url = url
        self._signals = signals
        self._stopping = threading.Event()
        self._ended, self._end = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="postgres-notifications", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread at once, whatever it waits for."""
        self._stopping.set()
        self._end.close()
        self._thread.join(timeout=3)

    def _listen(self) -> None:
        with self._ended:
            while not self._stopping.is_set():
                try:
                    self._listen_once()
                except (psycopg.Error, OSError) as error:
                    log.warning("notifications_lost", reason=type(error).__name__)
                    self._stopping.wait(1)

    def _listen_once(self) -> None:
        with postgres.connect(self._url, autocommit=True) as connection, selectors.DefaultSelector() as selector:
            connection.execute(f"LISTEN {POSTGRES_CHANNEL}")
            selector.register(connection, selectors.EVENT_READ)
            selector.register(self._ended, selectors.EVENT_READ)
            asked = time.monotonic()
            while not self._stopping.is_set():
                for notification in connection.notifies(timeout=0):
                    self._signals.fire(notification.payload)
                selector.select(timeout=postgres.PATIENCE)
                if time.monotonic() - asked > postgres.PATIENCE:
                    # Who only listens would not notice that nothing comes any more.
                    connection.execute("SELECT 1")
                    asked = time.monotonic()
