"""A database that is away for a moment."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from sqlalchemy.exc import OperationalError

from shared.database.session import Database, Session
from shared.service import Context


class _Unsteady(Database):
    def __init__(self, steady: Database, *, away_at: int) -> None:
        super().__init__(steady.url, pool_size=2)
        self._away_at = away_at
        self._transactions = 0

    def begin(self) -> AbstractContextManager[Session]:
        self._transactions += 1
        if self._transactions == self._away_at:
            raise OperationalError("BEGIN", {}, ConnectionError("the server is starting up"))
        return super().begin()


@contextmanager
def away_at(transaction: int, context: Context) -> Iterator[Context]:
    """The same service, whose database cannot be reached at that transaction, counted from 1, and can again after it."""
    unsteady = _Unsteady(context.database, away_at=transaction)
    try:
        yield replace(context, database=unsteady)
    finally:
        unsteady.close()
