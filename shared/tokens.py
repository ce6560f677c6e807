"""Signed tokens (JWT, RFC 7519, HS256): a key ring with one current key and the previous ones, told apart by `kid`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from typing import Any

import jwt
from pydantic import SecretStr

from shared.clock import utc_now
from shared.errors import NotAuthenticated

LEEWAY = timedelta(seconds=5)
"""How far the clocks of two machines may be apart: a token of so short ago is not refused for coming from the future."""
_ALGORITHM = "HS256"
_ISSUER = "porchlight"
_OPTIONS: Any = {"require": ["exp", "aud", "iss", "iat"], "enforce_minimum_key_length": True}


class TokenNotValid(NotAuthenticated):
    """Not one of ours, for somebody else, or signed with a key that has been retired."""

    code = "token_not_valid"


class TokenExpired(TokenNotValid):
    """It was good and has expired; `extra["claims"]` holds what it said."""

    code = "token_expired"


@dataclass(frozen=True)
class KeyRing:
    """The secrets that tokens may be signed with: the first signs, all verify; those of `previous` only verify."""

    secrets: tuple[str, ...]
    previous: tuple[str, ...] = ()

    @property
    def can_sign(self) -> bool:
        return bool(self.secrets)

    def key_for(self, kid: str) -> str | None:
        return next((secret for secret in (*self.secrets, *self.previous) if key_id(secret) == kid), None)


def key_ring(current: SecretStr | None, previous: Sequence[SecretStr]) -> KeyRing:
    """The ring of `current`, which signs, and of `previous` keys, which keep valid what they signed, also without it."""
    signing = (current.get_secret_value(),) if current else ()
    return KeyRing(signing, tuple(secret.get_secret_value() for secret in previous))


def key_id(secret: str) -> str:
    """The public name of a key, which says nothing about it."""
    return hashlib.sha256(b"kid:" + secret.encode()).hexdigest()[:12]


def sign(
    ring: KeyRing, *, audience: str, expires_at: datetime, claims: dict[str, Any], issued_at: datetime | None = None
) -> str:
    """A token for `audience` that carries `claims` until `expires_at`, issued now unless it says when."""
    secret = ring.secrets[0]
    # Never later than it was: what was issued by some moment must not seem to come after it.
    issued = floor(issued_at.timestamp() * 1000) / 1000 if issued_at else int(utc_now().timestamp())
    standard = {"iss": _ISSUER, "aud": audience, "iat": issued, "exp": int(expires_at.timestamp())}
    return jwt.encode(claims | standard, secret, algorithm=_ALGORITHM, headers={"kid": key_id(secret)})


def verify(ring: KeyRing, token: str, *, audience: str) -> dict[str, Any]:
    """The claims of `token`; raises `TokenNotValid`, or `TokenExpired` when only its time is over."""
    try:
        kid = jwt.get_unverified_header(token).get("kid", "")
        secret = ring.key_for(kid)
        if secret is None:
            raise TokenNotValid("The token was signed with a key that is not in use.")
        return _decode(token, secret, audience)
    except jwt.ExpiredSignatureError:
        claims = _decode(token, secret or "", audience, verify_exp=False)
        raise TokenExpired("The token has expired.", claims=claims) from None
    except jwt.InvalidTokenError:
        raise TokenNotValid("The token is not valid.") from None


def _decode(token: str, secret: str, audience: str, *, verify_exp: bool = True) -> dict[str, Any]:
    options: Any = {**_OPTIONS, "verify_exp": verify_exp}
    claims: dict[str, Any] = jwt.decode(
        token, secret, algorithms=[_ALGORITHM], audience=audience, issuer=_ISSUER, options=options, leeway=LEEWAY
    )
    return claims
