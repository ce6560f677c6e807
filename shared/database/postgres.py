"""Connections to PostgreSQL on which a silence ends: for us, who wait for an answer, and for the server, which holds our locks.

When packets are lost without a word, the TCP settings end it on either side after twenty seconds. They do not when
something on the way still acknowledges what it never hands on (a hung proxy or tunnel): then our own patience does, and
the server's. Without the server's a lock would outlive its holder for as long as the server's machine pleases.
"""

import select
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy
from psycopg.conninfo import conninfo_to_dict, make_conninfo

PATIENCE = 30.0
"""Seconds to wait for an answer. The server gives up a statement before that, so only lost answers take so long."""
PAGE_PATIENCE = 5.0
"""The same for a process that somebody waits for in front of a screen: longer than any of its statements takes."""
RECYCLE_AFTER = 1800
"""Seconds after which a pool replaces a connection; one that is silent for longer the server takes for lost."""
_SERVER_SETTINGS = {
    "statement_timeout": "25s",
    "idle_in_transaction_session_timeout": "30s",
    "idle_session_timeout": f"{RECYCLE_AFTER + 300}s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "20s",
}
_OPTIONS = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}


class PatientConnection(psycopg.Connection[Any]):
    """A connection that ends, with an `OperationalError`, when the server is silent for `patience` seconds amid an answer."""

    patience: float | None = PATIENCE

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        return super().wait(gen if self.patience is None else self._in_time(gen, self.patience), *args, **kwargs)

    def _in_time(self, gen: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
        deadline = time.monotonic() + seconds
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    deadline = time.monotonic() + seconds
                # We are asked every tenth of a second, with nothing, so that an interrupt is noticed; and so is this.
                elif time.monotonic() > deadline:
                    # The answer may still come: it must not be taken for that to the next question.
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"The server did not answer within {seconds:.0f} seconds.")
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value


def connect(info: str = "", *, patience: float = PATIENCE, **options: Any) -> PatientConnection:
    """Connects as `psycopg.connect` does; what the URL says itself comes before our settings."""
    own = _OPTIONS | {"connect_timeout": min(_OPTIONS["connect_timeout"], int(patience))}
    settings: dict[str, Any] = own | conninfo_to_dict(info) | options
    server = " ".join(f"-c {name}={value}" for name, value in _SERVER_SETTINGS.items())
    settings["options"] = f"{server} {settings.get('options', '')}".strip()
    connection = PatientConnection.connect(**settings)
    connection.patience = patience
    return connection


def was_ended(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server has said something to a connection that asks nothing: as a rule, that it ends it."""
    said = select.poll()
    said.register(connection, select.POLLIN)
    return bool(said.poll(0))


def conninfo(url: sqlalchemy.URL) -> str:
    """What psycopg itself needs to connect to `url`."""
    _, settings = url.get_dialect()().create_connect_args(url)
    return make_conninfo(**settings)


@contextmanager
def unhurried(connection: sqlalchemy.Connection) -> Iterator[None]:
    """Lets the statements of `connection`'s transaction take as long as they need while the block runs."""
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    patience, driver.patience = driver.patience, None
    try:
        yield
    finally:
        driver.patience = patience
