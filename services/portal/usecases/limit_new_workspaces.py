"""How often workspaces may be opened by the form, as robots would. Over all replicas."""

from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_NETWORK, _HOUR = 20, 3600


def limit_new_workspaces(database: Database, *, ip: str) -> None:
    """Counts one more; raises `TooMany` past the limit of where it comes from."""
    check_rate(database, f"new-workspace:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_HOUR)
