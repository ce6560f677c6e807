"""How many forms with photos may be sent, which take a while to look at and room to keep. Over all replicas."""

from uuid import UUID

from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_NETWORK, PER_WORKSPACE, _HOUR = 12, 120, 3600


def limit_photos(database: Database, *, workspace_id: UUID, ip: str) -> None:
    """Counts one more form; raises `TooMany` past the limits of where it comes from and of the workspace.

    No network has any free beyond them: what strangers can have kept in an hour has an end. Without photos a request
    is still taken in.
    """
    check_rate(database, f"photos:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_HOUR)
    check_rate(database, f"photos:workspace:{workspace_id}", limit=PER_WORKSPACE, seconds=_HOUR)
