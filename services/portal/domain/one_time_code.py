"""Codes that an authenticator app shows for half a minute (RFC 6238: HMAC-SHA1, six digits, steps of 30 seconds)."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
_DIGITS = 6
_DRIFT = 1
"""By how many steps the clock of a phone may be off, either way."""


def new_secret() -> str:
    """160 random bits, in base32 as apps take them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int, digits: int = _DIGITS) -> str:
    """The code of that step (RFC 4226)."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8), "sha1")
    start = mac[-1] & 0xF
    number = int.from_bytes(mac[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step whose code was typed, if it is that of now or of a neighbour."""
    middle, found = int(now.timestamp()) // STEP_SECONDS, None
    for step in range(middle - _DRIFT, middle + _DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode()):
            found = step
    return found


def setup_address(secret: str, *, account: str, issuer: str) -> str:
    """What an app reads from the QR code."""
    label = quote(f"{issuer.replace(':', ' ')}:{account}", safe="")
    return (
        f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer.replace(':', ' ')}, quote_via=quote)}"
    )
