"""Secrets at rest: sealed (AES-256-GCM) with a secret that is in the environment, never in the database."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.tokens import KeyRing, key_id

_NONCE = 12


class SecretGone(Exception):
    """What it was sealed with is no more in the ring."""


class NotSealedSo(Exception):
    """It is about something else, or was tampered with."""


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals for one `use` with the ring's first secret and opens what any of them sealed. Without secrets it keeps nothing."""

    use: str
    ring: KeyRing

    @property
    def can_seal(self) -> bool:
        return self.ring.can_sign

    def seal(self, text: str, *, about: str) -> str:
        """`text`, to be opened only as what it is `about`, so that a row moved to another's place opens nothing."""
        secret, nonce = self.ring.secrets[0], os.urandom(_NONCE)
        sealed = _cipher(self.use, secret).encrypt(nonce, text.encode(), about.encode())
        return f"{key_id(secret)}.{urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, about: str) -> str:
        """What was sealed; raises `SecretGone` or `NotSealedSo`."""
        kid, _, content = sealed.partition(".")
        secret = self.ring.key_for(kid)
        if secret is None:
            raise SecretGone
        raw = urlsafe_b64decode(content)
        try:
            return _cipher(self.use, secret).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
        except InvalidTag:
            raise NotSealedSo from None

    def is_current(self, sealed: str) -> bool:
        """Whether it is sealed with the secret that seals now."""
        return self.can_seal and sealed.partition(".")[0] == key_id(self.ring.secrets[0])


@cache
def _cipher(use: str, secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=use.encode()).derive(secret.encode()))
