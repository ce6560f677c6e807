"""Look after deliveries: what is due again, and what a dead worker left behind, gets a task."""

from services.notifications.usecases.hand_over_due import BATCH, hand_over_due
from shared.service import Context


def run(context: Context) -> None:
    """Runs every few seconds; a transaction per batch, until nothing is left that is due."""
    full = BATCH
    while full == BATCH:
        with context.database.begin() as session:
            full = hand_over_due(session)
