"""Start tasks for the deliveries that are due and have none."""

from services.notifications.queries.deliveries import workspaces_waiting
from services.notifications.usecases.hand_over_next import hand_over_next
from shared.clock import utc_now
from shared.database.session import Session


def hand_over_due(session: Session) -> int:
    """Has what is to be tried again, and what a dead worker left behind, sent, a turn of each workspace; how many."""
    waiting = workspaces_waiting(session, utc_now())
    return sum(
        hand_over_next(session, workspace_id=workspace, channel=channel, wait=False) for workspace, channel in waiting
    )
