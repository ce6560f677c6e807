"""How many forms with photos may be sent, which take a while to look at. Over all replicas."""

from uuid import UUID

from services.portal.domain.network import network_of
from services.portal.usecases.limit_workspace import limit_workspace
from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_NETWORK, PER_WORKSPACE, _HOUR = 30, 600, 3600


def limit_photos(database: Database, *, workspace_id: UUID, ip: str) -> None:
    """Counts one more form; raises `TooMany` past the limits of where it comes from and of the workspace."""
    check_rate(database, f"photos:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_HOUR)
    limit_workspace(database, of="photos", workspace_id=workspace_id, ip=ip, limit=PER_WORKSPACE)
