"""How often a forgotten password may be told of, which sends a message. Over all replicas and both ways in."""

from services.portal.domain.contact import email_key
from services.portal.domain.network import network_of
from shared.database.session import Database
from shared.errors import TooMany
from shared.web.rate_limit import check_rate

PER_NETWORK, _QUARTER = 10, 900
PER_ADDRESS, _HOUR = 3, 3600


def limit_password_resets(database: Database, *, ip: str, email: str) -> bool:
    """Counts one request; raises `TooMany` past the limit of where it comes from.

    False past the limit of the address: nobody is to learn that others have asked for it as well.
    """
    check_rate(database, f"password-reset:network:{network_of(ip)}", limit=PER_NETWORK, seconds=_QUARTER)
    try:
        check_rate(database, f"password-reset:address:{email_key(email)}", limit=PER_ADDRESS, seconds=_HOUR)
    except TooMany:
        return False
    return True
