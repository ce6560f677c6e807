"""Replay: sends again what was sent before. Inboxes drop what they have, and apply what they missed."""

from datetime import datetime

from sqlalchemy import update

from shared.clock import utc_now
from shared.database.affected import affected
from shared.database.postgres import unhurried
from shared.database.session import fire_after_commit
from shared.errors import Invalid
from shared.messaging.outbox import WAKE
from shared.messaging.relay import RETAIN
from shared.messaging.tables import outbox
from shared.service import Context


def replay_events(context: Context, since: str) -> int:
    """Has every event the service published at or after `since` (RFC 3339) sent again, in order; returns how many."""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise Invalid(f"{since!r} is not a time such as 2026-01-31T12:00:00Z.", field="since") from None
    if moment.tzinfo is None:
        raise Invalid("The time needs a zone; end it with Z for UTC.", field="since")
    if moment < utc_now() - RETAIN:
        raise Invalid(f"Events are kept for {RETAIN.days} days; name a later time.", field="since")
    sent = (outbox.c.kind == "event") & (outbox.c.created_at >= moment) & outbox.c.sent_at.is_not(None)
    with context.database.begin() as session, unhurried(session.connection()):
        count = affected(session, update(outbox).where(sent).values(sent_at=None))
        fire_after_commit(session, WAKE)
    return count
