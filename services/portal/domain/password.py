"""Passwords of the office: long enough to be safe, and nothing else is asked of them."""

from services.portal.domain.errors import WeakPassword

SHORTEST = 10
LONGEST = 256


def read_password(password: str, *, field: str) -> str:
    """`password` itself; raises `WeakPassword` naming `field`."""
    if len(password) < SHORTEST:
        raise WeakPassword(
            f"{field} must have at least {SHORTEST} characters; a few words make a good one.", field=field
        )
    if len(password) > LONGEST:
        raise WeakPassword(f"{field} must have at most {LONGEST} characters.", field=field)
    return password
