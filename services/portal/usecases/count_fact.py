"""Count something that a portal has brought about."""

from datetime import datetime
from uuid import UUID

from services.portal.domain.metric import CountedFact, Kind, add_to, tally_of
from services.portal.queries.arrivals import channel_of
from services.portal.queries.metrics import add_figures, facts_of
from services.portal.queries.workspaces import get_workspace
from shared.clock import time_zone
from shared.database.session import Session
from shared.database.upsert import insert_into
from shared.events.base import Event


def count_fact(
    session: Session,
    *,
    event: Event,
    kind: Kind,
    subject_id: UUID,
    at: datetime | None = None,
    channel: str | None = None,
    currency: str = "",
    amount: int = 0,
) -> None:
    """Counts it, the first time that it is told of the record; for the channel of the request that it goes back to."""
    told, workspace_id = event.envelope, event.workspace_id
    workspace = get_workspace(session, workspace_id)
    fact = {
        "workspace_id": workspace_id,
        "kind": kind,
        "subject_id": subject_id,
        "event_id": told.id,
        "at": at or told.time,
        "channel": channel or channel_of(session, told.cause.correlation_id),
        "currency": currency,
        "amount": amount,
    }
    insert = insert_into(session, CountedFact).values(fact).on_conflict_do_nothing()
    if session.execute(insert.returning(CountedFact.event_id)).first() is None:
        return
    facts, zone = facts_of(session, workspace_id, subject_id), time_zone(workspace.time_zone)
    more = tally_of(facts, zone)
    add_to(more, tally_of((known for known in facts if known.kind != kind), zone), sign=-1)
    add_figures(session, workspace_id, more)
