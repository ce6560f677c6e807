"""One database of one service: engine, unit of work, reads."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import MetaData, event, orm
from sqlalchemy.exc import DisconnectionError

from shared.database import postgres
from shared.database.drift import Drift
from shared.database.signals import PostgresNotifications, Signals

SIGNALS = "signals"
"""Key of `Session.info`: names to fire once the transaction has committed (PostgreSQL tells other processes itself)."""


class Session(orm.Session):
    """The session of a unit of work. Nobody but the unit of work commits it."""


class Database:
    """Opens nothing until used. `begin()` is the unit of work; `read()` is for queries only.

    Both make up for what the database lacks of `metadata` while it is a release behind; `engine` takes it as it is.
    """

    def __init__(self, url: str | sqlalchemy.URL, *, pool_size: int = 10, metadata: Iterable[MetaData] = ()) -> None:
        self.url = sqlalchemy.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.signals = Signals()
        self._pool_size = pool_size
        self._listener: PostgresNotifications | None = None
        self._patience = postgres.PATIENCE
        self._drift = Drift(metadata)

    def hurry(self) -> None:
        """Gives up a silent PostgreSQL as soon as whoever waits for a page does. Before the first use."""
        self._patience = postgres.PAGE_PATIENCE

    @cached_property
    def engine(self) -> sqlalchemy.Engine:
        return self._new_engine()

    def _new_engine(self) -> sqlalchemy.Engine:
        return (
            _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url, self._pool_size, self._patience)
        )

    @cached_property
    def _reading(self) -> sqlalchemy.Engine:
        return self._for_reading(self.engine)

    def _for_reading(self, engine: sqlalchemy.Engine) -> sqlalchemy.Engine:
        if self.is_sqlite:
            return engine.execution_options(porchlight_read=True)
        # Autocommit saves the BEGIN and ROLLBACK round trips, a third of the time of a one-row read.
        return engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def _working(self) -> sqlalchemy.Engine:
        if self._drift.is_over:
            return self.engine
        return self._drift.stopgap(self._reading, self._new_engine) or self.engine

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """The unit of work: commits when the block ends, rolls back when it raises."""
        with Session(self._working, expire_on_commit=False) as session:
            with session.begin():
                yield session
            fired: set[str] = session.info.get(SIGNALS, set())
        for name in fired:
            self.signals.fire(name)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for queries; what it is asked to write is not kept."""
        working = self._working
        reading = self._reading if working is self.engine else self._for_reading(working)
        with Session(reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    def listen(self) -> None:
        """Hears of commits made by other processes (PostgreSQL); on SQLite there are none to hear of."""
        if self.is_sqlite or self._listener is not None:
            return
        self._listener = PostgresNotifications(postgres.conninfo(self.url), self.signals)

    def close(self) -> None:
        """Closes all connections and stops listening."""
        if self._listener is not None:
            self._listener.stop()
        self._drift.close()
        self.engine.dispose()


def fire_after_commit(session: orm.Session, name: str) -> None:
    """Has the waiters of this process woken once `session` has committed."""
    session.info.setdefault(SIGNALS, set()).add(name)


def _sqlite_engine(url: sqlalchemy.URL) -> sqlalchemy.Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sqlalchemy.create_engine(url, connect_args={"check_same_thread": False, "timeout": 30}, pool_size=20)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: the listener below does, so that writers queue up front.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: sqlalchemy.Connection) -> None:
        reading = connection.get_execution_options().get("porchlight_read", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: sqlalchemy.URL, pool_size: int, patience: float) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=min(10.0, patience),
        pool_pre_ping=False,
        pool_recycle=postgres.RECYCLE_AFTER,
    )
    # Rows of one table in one statement. The driver's own way sends each by itself, and has the server answer each.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, options: Any) -> Any:
        return postgres.connect(*arguments, patience=patience, **options)

    @event.listens_for(engine, "checkout")
    def leave_out_ended(connection: Any, _record: Any, _proxy: Any) -> None:
        # After a restart of the server nobody's request has to fail to find out; a ping would cost a round trip each.
        if postgres.was_ended(connection):
            raise DisconnectionError

    return engine
