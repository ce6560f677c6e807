"""A process that dies at one chosen step, without processes: what it had not committed is gone, what it had done is done.

Its steps are the edges of its transactions and of its calls to Stripe: nothing else of it can be seen from outside.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, event

from shared.database.session import Database, Session
from shared.service import Context

_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


class Killed(BaseException):
    """Not an `Exception`: no code gets to do anything about it."""


@dataclass
class Life:
    """Notes the steps of a process, each once, and ends it when it first comes to the one named `ends_at`."""

    ends_at: str | None = None
    ended: bool = False
    steps: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        if name not in self.steps:
            self.steps.append(name)
        if name == self.ends_at and not self.ended:
            self.ended = True
            raise Killed(name)


class _MortalDatabase(Database):
    """A step is told from others by what its transaction has written."""

    def __init__(self, steady: Database, life: Life) -> None:
        super().__init__(steady.url, pool_size=2)
        self._life = life
        event.listen(self.engine, "before_cursor_execute", self._note)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        with super().begin() as session:
            yield session
            session.flush()
            written = ", ".join(session.connection().info.pop("written", ["nothing"]))
            self._life.step(f"before commit of {written}")
        self._life.step(f"after commit of {written}")

    @staticmethod
    def _note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        found = _WRITES.match(statement)
        if found:
            written = connection.info.setdefault("written", [])
            written += [found[1]] if found[1] not in written else []


class _MortalStripe:
    def __init__(self, steady: Any, life: Life) -> None:
        self._steady = steady
        self._life = life

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._steady, name)
        return self._mortal(name, found) if callable(found) else found

    def _mortal(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            self._life.step(f"before {name}")
            answer = call(*arguments, **options)
            self._life.step(f"after {name}")
            return answer

        return called


@contextmanager
def living(context: Context, life: Life) -> Iterator[Context]:
    """The same service in a process that lives `life`."""
    mortal: Any = _MortalStripe(context.adapters.gateway, life)
    database = _MortalDatabase(context.database, life)
    try:
        yield replace(context, database=database, adapters=replace(context.adapters, gateway=mortal))
    finally:
        database.close()
