"""The backlog: what has not left yet, what waits, has failed for good, or needs a person; counted when somebody asks."""

from sqlalchemy import bindparam, text
from sqlalchemy.exc import SQLAlchemyError

from shared.clock import utc_now
from shared.database.types import UtcDateTime
from shared.metrics import INBOX, UNSENT, WAITS
from shared.service import Context

# Each condition repeats that of a partial index, so that nothing but the backlog itself is read.
_COUNTS = text("""
    SELECT
        (SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL AND kind = 'event') AS events,
        (SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL AND kind = 'task'
            AND (due_at IS NULL OR due_at <= :now)) AS tasks,
        (SELECT count(*) FROM inbox WHERE state <> 'done' AND state = 'waiting') AS waiting,
        (SELECT count(*) FROM inbox WHERE state <> 'done' AND state = 'dead') AS dead
""").bindparams(bindparam("now", type_=UtcDateTime))


def note_backlog(context: Context) -> None:
    """Sets the service's gauges; takes them away when its database cannot say, for old figures would look fine."""
    name = context.service.name
    try:
        with context.database.read() as session:
            counts = session.execute(_COUNTS, {"now": utc_now()}).one()
            waits = {kind: count(session) for kind, count in context.service.waits.items()}
    except SQLAlchemyError:
        for gauge, labels in (
            (UNSENT, ("event", "task")),
            (INBOX, ("waiting", "dead")),
            (WAITS, context.service.waits),
        ):
            for label in labels:
                gauge.remove(name, label)
        return
    UNSENT.labels(name, "event").set(counts.events)
    UNSENT.labels(name, "task").set(counts.tasks)
    INBOX.labels(name, "waiting").set(counts.waiting)
    INBOX.labels(name, "dead").set(counts.dead)
    for kind, number in waits.items():
        WAITS.labels(name, kind).set(number)
