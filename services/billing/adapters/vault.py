"""Keys of Stripe at rest: sealed (AES-256-GCM) with a secret that is in the environment, never in the database."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.billing.domain.errors import StripeKeyLost
from shared.tokens import KeyRing, key_id

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals with the ring's first secret and opens what any of them sealed. Without secrets it keeps nothing."""

    ring: KeyRing = field(default_factory=lambda: KeyRing(()))

    @property
    def can_seal(self) -> bool:
        return self.ring.can_sign

    def seal(self, text: str, *, about: str) -> str:
        """`text`, to be opened only as what it is `about`, so that a row moved to another's place opens nothing."""
        secret, nonce = self.ring.secrets[0], os.urandom(_NONCE)
        sealed = _cipher(secret).encrypt(nonce, text.encode(), about.encode())
        return f"{key_id(secret)}.{urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, about: str) -> str:
        """What was sealed; raises `StripeKeyLost` where its secret is gone, or it is about something else."""
        kid, _, content = sealed.partition(".")
        secret = self.ring.key_for(kid)
        if secret is None:
            raise StripeKeyLost("Payments cannot be taken at the moment. Connect Stripe again under Settings, Billing.")
        raw = urlsafe_b64decode(content)
        try:
            return _cipher(secret).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
        except InvalidTag:
            raise StripeKeyLost("The stored key of Stripe cannot be opened. Connect Stripe again.") from None

    def is_current(self, sealed: str) -> bool:
        """Whether it is sealed with the secret that seals now."""
        return self.can_seal and sealed.partition(".")[0] == key_id(self.ring.secrets[0])


@cache
def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"porchlight stripe keys").derive(secret.encode()))
