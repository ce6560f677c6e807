"""How often reviews may be left that no job vouches for. Over all replicas, pages and programs."""

from uuid import UUID

from services.portal.domain.network import network_of
from services.portal.usecases.limit_workspace import limit_workspace
from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_NETWORK, PER_WORKSPACE, _HOUR = 10, 300, 3600


def limit_reviews(database: Database, *, workspace_id: UUID, ip: str) -> None:
    """Counts one more; raises `TooMany` past the limits of where it comes from and of the workspace."""
    check_rate(database, f"review:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_HOUR)
    limit_workspace(database, of="review", workspace_id=workspace_id, ip=ip, limit=PER_WORKSPACE)
