"""Note by which channel the request came that is being answered."""

from services.portal.domain.arrival import KEPT_FOR, Arrival
from services.portal.queries.arrivals import forget_arrivals
from shared import causality
from shared.clock import utc_now
from shared.database.session import Session
from shared.database.upsert import insert_into


def note_arrival(session: Session, *, channel: str) -> None:
    """Has whatever the current request leads to, in any service, count for `channel`."""
    now = utc_now()
    forget_arrivals(session, now - KEPT_FOR)
    row = {"correlation_id": causality.current().correlation_id, "channel": channel, "at": now}
    session.execute(insert_into(session, Arrival).values(row).on_conflict_do_nothing())
