"""Guessing passwords is made slow, whether at one address or at many, over all replicas and both ways in."""

from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.web.rate_limit import check_rate

WINDOW = 300
TRIES_PER_ADDRESS = 60
TRIES_PER_IP = 300


def limit_sign_ins(database: Database, *, ip: str, email: str) -> None:
    """Counts one try; raises `TooMany` past the limits. Takes the database: a try counts also when it is refused."""
    check_rate(database, f"sign-in:network:{network_of(ip)}", limit=TRIES_PER_IP, seconds=WINDOW)
    check_rate(database, f"sign-in:email:{email}", limit=TRIES_PER_ADDRESS, seconds=WINDOW)
