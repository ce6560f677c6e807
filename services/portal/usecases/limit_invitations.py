"""How often a workspace may invite, which mails strangers in its name."""

from uuid import UUID

from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_WORKSPACE, _HOUR = 30, 3600


def limit_invitations(database: Database, *, workspace_id: UUID) -> None:
    """Counts one invitation that is to go out; raises `TooMany` past the limit."""
    check_rate(database, f"invitations:{workspace_id}", limit=PER_WORKSPACE, seconds=_HOUR)
