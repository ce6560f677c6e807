"""Somebody who is signed in says their password once more, before what only they may do."""

from services.portal.adapters.passwords import is_password
from services.portal.domain.staff import Staff
from services.portal.domain.team_errors import PasswordNotRight
from shared.database.session import Database
from shared.web.rate_limit import check_rate
from shared.words import say

TRIES, WINDOW = 10, 900


def check_own_password(database: Database, *, staff: Staff, password: str, field: str) -> None:
    """Raises `PasswordNotRight` naming `field`, or `TooMany`. Takes the database: a try counts also when it is refused."""
    check_rate(database, f"own-password:{staff.id}", limit=TRIES, seconds=WINDOW)
    if not is_password(password, staff.password_hash):
        raise PasswordNotRight(say("That is not your password."), field=field)
