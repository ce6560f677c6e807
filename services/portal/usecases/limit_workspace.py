"""How often something may be asked of one workspace, without anybody being able to use that up for everybody else."""

from uuid import UUID

from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.errors import TooMany
from shared.web.rate_limit import check_rate

FREE, _HOUR = 3, 3600
"""As often in an hour each network may ask, whatever others do."""


def limit_workspace(database: Database, *, of: str, workspace_id: UUID, ip: str, limit: int) -> None:
    """Counts one more of a kind; raises `TooMany` for those who ask often, once they together are past `limit` an hour."""
    try:
        check_rate(database, f"{of}:free:{workspace_id}:{network_of(ip)}", limit=FREE, seconds=_HOUR)
    except TooMany:
        check_rate(database, f"{of}:workspace:{workspace_id}", limit=limit, seconds=_HOUR)
