"""Whether an embedded world has done all that it had begun: nothing to send, to apply, to run, to mail or to hook."""

import sqlite3
from contextlib import closing

from tests.support.world import NAMES, World

_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
# A task of its own accord for later is no unfinished business; one that is to be tried again is.
_OUTBOX = (
    "dead_at IS NULL AND ((kind = 'event' AND sent_at IS NULL) OR (kind = 'task' AND done_at IS NULL"
    f" AND (due_at IS NULL OR due_at <= {_NOW} OR attempts > 0)))"
)
_LEFT = {
    **{(name, "outbox"): _OUTBOX for name in NAMES},
    **{(name, "inbox"): "state <> 'done'" for name in NAMES},
    ("notifications", "deliveries"): "status IN ('queued', 'sending')",
    ("stripe_sandbox", "deliveries"): "NOT delivered",
}


def at_rest(world: World) -> bool:
    """Looked at twice: what moved from one service to another between the looks has left a new row behind."""
    first = _looked_at(world)
    return first == _looked_at(world) and not any(left for _, left in first)


def _looked_at(world: World) -> list[tuple[int, int]]:
    return [_count(world, file, table, left) for (file, table), left in _LEFT.items()]


def _count(world: World, file: str, table: str, left: str) -> tuple[int, int]:
    """All rows of the table, and those that something is still to come of."""
    with closing(sqlite3.connect(f"file:{world.folder / file}.db?mode=ro", uri=True, timeout=30)) as database:
        counted: tuple[int, int] = database.execute(
            f"SELECT count(*), count(*) FILTER (WHERE {left}) FROM {table}"
        ).fetchone()
        return counted
