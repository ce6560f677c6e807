"""Passwords of the office: long enough to be safe, and nothing else is asked of them."""

from services.portal.domain.errors import WeakPassword
from shared.words import say

SHORTEST = 10
LONGEST = 256


def read_password(password: str, *, field: str) -> str:
    """`password` itself; raises `WeakPassword` naming `field`."""
    if len(password) < SHORTEST:
        few = say(
            "{field} must have at least {shortest} characters; a few words make a good one.",
            field=field,
            shortest=SHORTEST,
        )
        raise WeakPassword(few, field=field)
    if len(password) > LONGEST:
        raise WeakPassword(say("{field} must have at most {most} characters.", field=field, most=LONGEST), field=field)
    return password
