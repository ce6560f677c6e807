"""Passwords, hashed with argon2id."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """What is stored of a password. Takes tens of milliseconds by intent: never call it inside a transaction."""
    return _hasher.hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether `password` is the stored one. Takes the same time where nobody is known (`stored` is None)."""
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
