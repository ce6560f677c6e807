"""Make a workspace's figures anew from all that was counted."""

from uuid import UUID

from services.portal.domain.metric import Tally, add_to, tally_of
from services.portal.queries.metrics import facts_by_record, figures_of, replace_figures, stop_counting
from services.portal.queries.workspaces import get_workspace
from shared.clock import time_zone
from shared.database.session import Session


def rebuild_metrics(session: Session, *, workspace_id: UUID) -> bool:
    """Whether they have come out as they were; they do, unless the time zone has changed or somebody has tampered."""
    stop_counting(session)
    zone = time_zone(get_workspace(session, workspace_id).time_zone)
    before, total = figures_of(session, workspace_id), Tally()
    for facts in facts_by_record(session, workspace_id):
        add_to(total, tally_of(facts, zone))
    replace_figures(session, workspace_id, total)
    return total == before
