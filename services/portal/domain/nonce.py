"""Nonces of customers' pages: proof that a POST comes from a page we served for that link, and lately.

They need no storage: a MAC over the link and the time of issue, by a key derived for this use alone. That of a page is
filled in by its script once a person has touched it. That of a page that asks for confirmation is there for everybody, so
that it is worth less: it is good for the one thing that was asked, and not before somebody can have read the question.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

LIFETIME = timedelta(hours=24)
READING = timedelta(seconds=2)
_SLACK = timedelta(minutes=5)
_PAGE = b"porchlight:page-nonce:v1"
_CONFIRMATION = b"porchlight:confirmation-nonce:v1"


def page_nonce(secret: str, link: str, now: datetime) -> str:
    """The nonce of a page served at `now` for `link`."""
    return _nonce(_PAGE, secret, link, int(now.timestamp()))


def is_page_nonce(secret: str, link: str, nonce: str, now: datetime) -> bool:
    """Whether `nonce` was made for `link` within its lifetime before `now`."""
    issued = _issued(_PAGE, secret, link, nonce)
    return issued is not None and -_SLACK.total_seconds() <= now.timestamp() - issued <= LIFETIME.total_seconds()


def confirmation_nonce(secret: str, link: str, question: str, now: datetime) -> str:
    """The nonce of a page served at `now` for `link` that asks `question`."""
    return _nonce(_CONFIRMATION, secret, f"{link}|{question}", _milliseconds(now))


def is_confirmation_nonce(secret: str, link: str, question: str, nonce: str, now: datetime) -> bool:
    """Whether `nonce` was made for `question`, long enough before `now` to have read it, and not too long."""
    issued = _issued(_CONFIRMATION, secret, f"{link}|{question}", nonce)
    if issued is None:
        return False
    return READING.total_seconds() <= (_milliseconds(now) - issued) / 1000 <= LIFETIME.total_seconds()


def _milliseconds(now: datetime) -> int:
    return int(now.timestamp() * 1000)


def _nonce(purpose: bytes, secret: str, text: str, issued: int) -> str:
    return f"{issued:x}.{_mac(purpose, secret, text, issued)}"


def _issued(purpose: bytes, secret: str, text: str, nonce: str) -> int | None:
    """When `nonce` was made for `text`; None for one that was not."""
    stamp, _, mac = nonce.partition(".")
    # The longest stamp of the next ten thousand years; what is longer is no time, and costs time to read.
    if len(stamp) > 16 or not stamp.isascii():  # noqa: PLR2004
        return None
    try:
        issued = int(stamp, 16)
    except ValueError:
        return None
    return issued if hmac.compare_digest(mac.encode(), _mac(purpose, secret, text, issued).encode()) else None


def _mac(purpose: bytes, secret: str, text: str, issued: int) -> str:
    key = hashlib.sha256(purpose + secret.encode()).digest()
    digest = hmac.new(key, f"{issued}|{text}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()
