"""How often it is noted by which channel somebody came, which takes a row for each. Over all replicas."""

from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_NETWORK, _HOUR = 300, 3600


def limit_arrivals(database: Database, *, ip: str) -> None:
    """Counts one more; raises `TooMany` past what the people behind one address come to."""
    check_rate(database, f"arrival:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_HOUR)
