"""The local bus: the relay hands each event straight to the subscribers' inboxes in this process, and runs tasks on threads.

An outbox row is marked sent only when every subscriber has committed it; a task's row only when the task has ended.
Nothing is in memory only: what a kill -9 interrupts is still unsent, and is handed over again at the next start.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from shared.events.base import same_records
from shared.messaging.bus import Outgoing
from shared.messaging.inbox import receive
from shared.messaging.outbox import TaskCall
from shared.service import Context, Service
from shared.tasks.run import run_task


class LocalBus:
    """The bus of one service; `contexts` are all services of the process, `pool` is shared by them."""

    def __init__(self, context: Context, contexts: Sequence[Context], pool: ThreadPoolExecutor) -> None:
        self._context = context
        self._contexts = contexts
        self._pool = pool
        self._running: set[UUID] = set()
        self._lock = threading.Lock()
        self._started = False
        self._followed = {other.service.name: followed(other.service) for other in contexts}

    def send_events(self, events: Sequence[Outgoing]) -> set[UUID]:
        # The first batch after a start may hold the event that ended the process before: it is tried with care.
        for context in self._contexts:
            names = self._followed[context.service.name]
            wanted = [event.envelope() for event in events if event.name in names]
            if wanted:
                receive(context, wanted, redelivered=not self._started)
        self._started = True
        return {event.id for event in events}

    def send_task(self, call: TaskCall) -> bool:
        with self._lock:
            if call.id in self._running:
                return False
            self._running.add(call.id)
        # The row stays unsent until the task has ended: `finish_task` marks it.
        self._pool.submit(self._run, call)
        return False

    def _run(self, call: TaskCall) -> None:
        try:
            run_task(self._context, call)
        finally:
            with self._lock:
                self._running.discard(call.id)

    def keep_alive(self) -> None:
        """There is no connection that could fall asleep."""

    def close(self) -> None:
        """The pool belongs to whoever made it."""


def followed(service: Service) -> frozenset[str]:
    """The names of all events a service receives: those it handles, and all others about the same records (their order)."""
    return frozenset(other.__name__ for event in service.handlers for other in same_records(event))
