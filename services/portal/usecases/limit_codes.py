"""Guessing at codes is made slow from anywhere, beside the few tries that each of them has."""

from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.web.rate_limit import check_rate

PER_NETWORK, MINUTE = 20, 60


def limit_codes(database: Database, *, ip: str) -> None:
    """Counts one code that was typed; raises `TooMany` past the limit of where it comes from."""
    check_rate(database, f"customer-code:network:{network_of(ip)}", limit=PER_NETWORK, seconds=MINUTE)
