"""What happens by the clock: open sessions expire, bank transfers settle or bounce, refunds come back."""

import sqlite3

from shared.clock import utc_now

from .checkout import KIND, expire_session
from .payments import bounce_transfer, settle_transfer
from .refunds import fail_refund
from .store import Scope, get, owner, unschedule

_WORK = {
    "expire": (KIND, expire_session),
    "settle": (KIND, settle_transfer),
    "bounce": (KIND, bounce_transfer),
    "fail_refund": ("refund", fail_refund),
}


def run_due(db: sqlite3.Connection) -> None:
    """Does, in the caller's transaction, all that has come due, so that nobody sees a session past its time as open."""
    sql = "SELECT object_id, work FROM due WHERE due_at <= ? ORDER BY due_at"
    for object_id, work in db.execute(sql, (utc_now().timestamp(),)).fetchall():
        scope = Scope(db, owner(db, object_id) or "")
        unschedule(scope, object_id)
        kind, act = _WORK[work]
        act(scope, get(scope, kind, object_id))


def next_due(db: sqlite3.Connection) -> float | None:
    """When there will be something to do."""
    (due_at,) = db.execute("SELECT min(due_at) FROM due").fetchone()
    return None if due_at is None else float(due_at)
