"""Signed links: tokens that open one record for one purpose until they expire, without any log-in."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from shared.clock import utc_now
from shared.errors import Gone, NotFound
from shared.ids import new_id
from shared.tokens import KeyRing, TokenExpired, TokenNotValid, sign, verify
from shared.words import say

_AUDIENCE = "customer-link"
_JWT_DOTS = 2
_MOMENT = timedelta(milliseconds=1)


class LinkNotValid(NotFound):
    """No link of ours, or one whose key was retired."""

    code = "link_not_valid"


class LinkExpired(Gone):
    """A link of ours whose time is over; `link` tells what it opened."""

    code = "link_expired"

    def __init__(self, link: "SignedLink") -> None:
        super().__init__(say("This link has expired. Ask for a fresh one; it goes to the address on file."))
        self.link = link


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What a signed link says: its purpose, such as estimate or payment, and the one record it opens.

    `link_id` tells it from all others, and `issued_at` is when it was made. With a `holder` it was made for them alone,
    who may do less than others with such a link.
    """

    purpose: str
    workspace_id: UUID
    record_id: UUID
    link_id: str = field(default_factory=lambda: str(new_id()), compare=False)
    issued_at: datetime = field(default_factory=utc_now, compare=False)
    holder: UUID | None = None


def is_signed(token: str) -> bool:
    """Whether `token` has the form of a signed link (a JWT); other links are random tokens kept with their record."""
    return token.count(".") == _JWT_DOTS


def purpose_of(token: str) -> str | None:
    """What `token` claims to be for, before anybody has verified it: good for choosing whom to ask, for nothing else."""
    try:
        return str(jwt.decode(token, options={"verify_signature": False}).get("typ"))
    except jwt.InvalidTokenError:
        return None


def issued_after(void_before: datetime | None, now: datetime) -> datetime:
    """When a link made now counts as issued: after what is void, whatever the clock of the machine that revoked it."""
    return now if void_before is None else max(now, void_before + _MOMENT)


def sign_link(ring: KeyRing, link: SignedLink, expires_at: datetime) -> str:
    """The token of `link`, good until `expires_at`."""
    claims = {"typ": link.purpose, "ws": str(link.workspace_id), "sub": str(link.record_id), "jti": link.link_id}
    if link.holder is not None:
        claims["hld"] = str(link.holder)
    return sign(ring, audience=_AUDIENCE, expires_at=expires_at, claims=claims, issued_at=link.issued_at)


def open_link(ring: KeyRing, token: str) -> SignedLink:
    """What `token` opens; raises `LinkNotValid` or `LinkExpired`."""
    try:
        return _link(verify(ring, token, audience=_AUDIENCE))
    except TokenExpired as error:
        raise LinkExpired(_link(error.extra["claims"])) from None
    except (TokenNotValid, KeyError, ValueError):
        raise LinkNotValid(
            say("This link does not work. Check that it was copied whole, or use the newest email.")
        ) from None


def _link(claims: dict[str, Any]) -> SignedLink:
    issued_at = datetime.fromtimestamp(claims["iat"], UTC)
    holder = UUID(claims["hld"]) if claims.get("hld") else None
    return SignedLink(claims["typ"], UUID(claims["ws"]), UUID(claims["sub"]), _link_id(claims), issued_at, holder)


def _link_id(claims: dict[str, Any]) -> str:
    # Links that were sent before they had an id of their own are told apart by all else they say.
    said = "|".join(str(claims[name]) for name in ("typ", "sub", "iat", "exp"))
    return str(claims.get("jti") or hashlib.sha256(said.encode()).hexdigest())
