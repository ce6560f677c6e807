"""Look after deliveries: what is due again, and what a dead worker left behind, gets a task."""

from services.notifications.usecases.hand_over_due import hand_over_due
from shared.service import Context


def run(context: Context) -> None:
    """Runs every few seconds. What is over a workspace's turn follows as soon as something of it is done."""
    with context.database.begin() as session:
        hand_over_due(session)
