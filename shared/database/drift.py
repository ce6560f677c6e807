"""A database that is a release behind the code: what the code has added is not in it yet, and as good as nobody notices.

`stopgap` makes up for it, with an engine of its own, from the first use of the database until it has been migrated.
"""

import threading
import time
from collections.abc import Callable, Iterable

import sqlalchemy
import structlog
from sqlalchemy import MetaData

from shared.database.stopgap import Missing, make_up_for, names

log = structlog.get_logger()

LOOK_EVERY = 2.0
"""Seconds between two looks at a database in which something is missing."""
_COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'",
    "postgresql": """
        SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped""",
}


class Drift:
    """Watches a database until it has all that `metadata` declares; after that it `is_over`."""

    def __init__(self, metadata: Iterable[MetaData]) -> None:
        self._tables = [table for one in metadata for table in one.tables.values()]
        self.is_over = not self._tables
        self._missing: Missing = {}
        self._stopgap: sqlalchemy.Engine | None = None
        self._opened: list[sqlalchemy.Engine] = []
        self._look_at = 0.0
        self._lock = threading.Lock()

    def stopgap(
        self, ordinary: sqlalchemy.Engine, another: Callable[[], sqlalchemy.Engine]
    ) -> sqlalchemy.Engine | None:
        """The engine to use as long as the database, reached by the `ordinary` one, lacks something.

        It is `another` one, with statements and connections of its own, so that it leaves nothing behind.
        """
        with self._lock:
            if time.monotonic() >= self._look_at:
                self._look(ordinary, another)
                self._look_at = time.monotonic() + LOOK_EVERY
            return self._stopgap

    def _look(self, ordinary: sqlalchemy.Engine, another: Callable[[], sqlalchemy.Engine]) -> None:
        there = _columns(ordinary)
        missing = {table: gone for table in self._tables if (gone := names(table) - there.get(table.name, set()))}
        self.is_over = not missing
        # One that was never migrated at all is not a release behind: nobody is to find it empty.
        missing = missing if "alembic_version" in there else {}
        if missing == self._missing:
            return
        self.close()
        self._missing, self._stopgap = missing, None
        if missing:
            lacking = sorted(f"{table.name}.{name}" for table, gone in missing.items() for name in gone)
            log.warning("schema_is_older_than_this_release", missing=lacking)
            self._stopgap = make_up_for(missing, another())
            self._opened.append(self._stopgap)

    def close(self) -> None:
        """Closes the connections that nobody is at work with."""
        for engine in self._opened:
            engine.pool.dispose()


def _columns(engine: sqlalchemy.Engine) -> dict[str, set[str]]:
    there: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for table, column in connection.exec_driver_sql(_COLUMNS[engine.dialect.name]):
            there.setdefault(table, set()).add(column)
    return there
