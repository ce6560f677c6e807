"""Remind customers of estimates that wait for them."""

from services.notifications.usecases.send_due_reminders import BATCH, send_due_reminders
from shared.service import Context


def run(context: Context) -> None:
    """Runs every minute; a transaction per batch, until nothing is left that is due. Run twice or late it sends no more."""
    full = BATCH
    while full == BATCH:
        with context.database.begin() as session:
            full = send_due_reminders(session)
