"""Note whether a business takes payments online."""

from uuid import UUID

from services.notifications.queries.workspaces import get_workspace
from shared.database.session import Session


def note_payments(session: Session, *, workspace_id: UUID, possible: bool) -> None:
    """Has messages offer to pay online from now on, or no more."""
    get_workspace(session, workspace_id).takes_payments = possible
