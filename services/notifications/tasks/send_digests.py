"""Send the digests that are due."""

from services.notifications.usecases.send_due_digests import send_due_digests
from shared.service import Context


def run(context: Context) -> None:
    """Runs every few minutes. Run twice, or a day late, it sends each reader one a day."""
    with context.database.begin() as session:
        send_due_digests(session)
