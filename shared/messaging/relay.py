"""The relay: reads the outbox in order, hands rows to the bus, and marks those that arrived.

One relay per service works at a time (on PostgreSQL the holder of an advisory lock; a second one stands by): two of them
would send one record's events out of order. A relay that dies, or loses its connection, loses the lock with it; what it
had sent and not marked is sent again, and the inboxes drop it.
"""

import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import structlog
from sqlalchemy import BindParameter, Row, Select, Update, and_, bindparam, delete, or_, select, union_all, update
from sqlalchemy import text as sql

from shared.clock import utc_now
from shared.database.batches import among
from shared.database.postgres import unhurried
from shared.database.upsert import dialect_of
from shared.events.base import routing_key
from shared.messaging.bus import Bus, Outgoing
from shared.messaging.outbox import WAKE, TaskCall
from shared.messaging.tables import IS_EVENT, IS_TASK, idempotency, inbox, outbox, rate_limits
from shared.metrics import EVENTS_SENT
from shared.service import Context

log = structlog.get_logger()

BATCH = 200
POLL = 1.0
RETAIN = timedelta(days=30)
"""How long sent events stay for `events replay`."""
LOST_AFTER = timedelta(minutes=15)
"""A task that was handed over so long ago and has not ended was lost with its broker, or its worker: it is sent again."""
_RETURN_DELAY = timedelta(seconds=5)
_PRUNE_EVERY = 3600.0


def run_relay(context: Context, bus: Bus, stop: threading.Event) -> None:
    """Relays until `stop` is set; survives the loss of database and broker."""
    wake = threading.Event()
    context.database.listen()
    with context.database.signals.listening(WAKE, wake.set):
        while not stop.is_set():
            try:
                with _only_relay(context, stop) as still_only:
                    _relay_until(context, bus, stop, wake, still_only)
            except Exception as error:  # noqa: BLE001 - whatever it was, the rows are still there: say so and start again
                log.warning(
                    "relay_interrupted", service=context.service.name, reason=f"{type(error).__name__}: {error}"
                )
                stop.wait(1)
    bus.close()


@contextmanager
def _only_relay(context: Context, stop: threading.Event) -> Iterator[Callable[[], object]]:
    """Waits until this is the service's only relay; yields a function that raises when that has ended."""
    if context.database.is_sqlite:
        yield lambda: None  # one process owns the file
        return
    connection = context.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    key = zlib.crc32(f"relay:{context.service.name}".encode())
    try:
        # We speak every second. A holder the server no longer hears of must not keep the lock until its machine says so.
        connection.execute(sql("SET idle_session_timeout = '30s'"))
        while not stop.is_set() and not connection.scalar(sql("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            stop.wait(2)
        yield lambda: connection.scalar(sql("SELECT 1"))
    finally:
        # The lock belongs to the connection: end that, instead of handing it back to the pool with the lock held.
        connection.invalidate()
        connection.close()


def _relay_until(
    context: Context, bus: Bus, stop: threading.Event, wake: threading.Event, still_only: Callable[[], object]
) -> None:
    pruned, checked = -_PRUNE_EVERY, time.monotonic()
    while not stop.is_set():
        wake.clear()
        if relay_once(context, bus) == 0:
            bus.keep_alive()
            wake.wait(POLL)
        now = time.monotonic()
        if now - checked > POLL:
            still_only()
            checked = now
        if now - pruned > _PRUNE_EVERY:
            prune(context)
            pruned = now


def relay_once(context: Context, bus: Bus) -> int:
    """Relays one batch of tasks and one of events; returns how many rows left."""
    now = utc_now()
    with context.database.read() as session:
        rows = session.execute(_TO_SEND, {"now": now, "lost": now - LOST_AFTER}).all()
    events, tasks = ([row for row in rows if row.kind == kind] for kind in ("event", "task"))
    # Tasks are marked before any event can fail, or they would be sent again for as long as the broker is away.
    handed = [row.position for row in tasks if bus.send_task(_task(row))]
    _mark(context, handed, now)
    arrived = bus.send_events([_event(context, row) for row in events]) if events else set()
    _mark(context, [row.position for row in events if row.id in arrived], now)
    _postpone(context, [row for row in events if row.id not in arrived], now)
    EVENTS_SENT.labels(context.service.name).inc(len(arrived))
    return len(handed) + len(arrived)


_NOW: BindParameter[datetime] = bindparam("now")
_DUE = or_(outbox.c.due_at.is_(None), outbox.c.due_at <= _NOW)
_OPEN = and_(outbox.c.done_at.is_(None), outbox.c.dead_at.is_(None), _DUE)
_ROWS: Select[*tuple[Any, ...]] = select(
    outbox.c.position, outbox.c.id, outbox.c.kind, outbox.c.name, outbox.c.workspace_id, outbox.c.body
)
_NEXT = _ROWS.order_by(outbox.c.position).limit(BATCH)
_UNSENT = _NEXT.where(outbox.c.sent_at.is_(None), IS_EVENT, _OPEN)
# Tasks to hand over: new ones, those to be tried again, and those handed over long ago that never ended.
_WAITING = or_(outbox.c.sent_at.is_(None), outbox.c.sent_at < bindparam("lost"))
_UNFINISHED = _NEXT.where(IS_TASK, _WAITING, _OPEN)
_TO_SEND = union_all(select(_UNSENT.subquery()), select(_UNFINISHED.subquery())).order_by("position")


@cache
def _marking(dialect: str) -> Update:
    # A task may have failed by now, and wait to be tried again: that is not to be overwritten.
    return update(outbox).where(among(dialect, outbox.c.position, "positions"), _DUE).values(sent_at=bindparam("at"))


def _mark(context: Context, positions: Sequence[int], now: datetime) -> None:
    if not positions:
        return
    with context.database.begin() as session:
        session.execute(_marking(dialect_of(session)), {"positions": positions, "now": now, "at": utc_now()})


def _event(context: Context, row: Row[*tuple[Any, ...]]) -> Outgoing:
    return Outgoing(row.id, row.name, routing_key(row.workspace_id, context.service.name, row.name), row.body)


def _task(row: Row[*tuple[Any, ...]]) -> TaskCall:
    return TaskCall.from_json(row.id, row.name, row.body)


def _postpone(context: Context, rows: Sequence[Row[*tuple[Any, ...]]], now: datetime) -> None:
    """What no queue took is kept: `migrate` makes the queues, so it has not been run."""
    if not rows:
        return
    log.error("events_unroutable", names=sorted({row.name for row in rows}), count=len(rows))
    positions = [row.position for row in rows]
    late = {"attempts": outbox.c.attempts + 1, "last_error": "no queue took it", "due_at": now + _RETURN_DELAY}
    with context.database.begin() as session:
        session.execute(update(outbox).where(outbox.c.position.in_(positions)).values(late))


def prune(context: Context) -> None:
    """Forgets what was sent, applied or answered long ago; dead letters stay until somebody decides about them."""
    now = utc_now()
    with context.database.begin() as session, unhurried(session.connection()):
        ended = or_(IS_EVENT, outbox.c.done_at.is_not(None))
        session.execute(delete(outbox).where(outbox.c.sent_at < now - RETAIN, outbox.c.dead_at.is_(None), ended))
        # Longer than the events themselves: what is replayed at the last moment must still be recognised.
        session.execute(delete(inbox).where(inbox.c.state == "done", inbox.c.received_at < now - 2 * RETAIN))
        session.execute(delete(idempotency).where(idempotency.c.created_at < now - timedelta(days=2)))
        session.execute(delete(rate_limits).where(rate_limits.c.window_start < int((now - RETAIN).timestamp())))
