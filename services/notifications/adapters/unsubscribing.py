"""Links by which whoever got a message wants no more like it. They name the message, and nobody can make one up."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from shared.links import LinkNotValid

_PURPOSE = b"porchlight:unsubscribe:v1"


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """Makes and opens such links. They need no storage: a MAC by a key that is derived for this use alone."""

    secret: str

    def link(self, base_url: str, delivery_id: UUID) -> str:
        """The address of the page, and of the POST that mail programs send by themselves (RFC 8058)."""
        return f"{base_url.rstrip('/')}/u/{delivery_id.hex}.{self._mac(delivery_id)}"

    def open(self, token: str) -> UUID:
        """The message that `token` names; raises `LinkNotValid`."""
        named, _, mac = token.partition(".")
        try:
            delivery_id = UUID(hex=named)
        except ValueError:
            raise _not_valid() from None
        if not hmac.compare_digest(mac.encode(), self._mac(delivery_id).encode()):
            raise _not_valid()
        return delivery_id

    def _mac(self, delivery_id: UUID) -> str:
        key = hashlib.sha256(_PURPOSE + self.secret.encode()).digest()
        return base64.urlsafe_b64encode(hmac.new(key, delivery_id.bytes, hashlib.sha256).digest()[:18]).decode()


def _not_valid() -> LinkNotValid:
    return LinkNotValid("This link does not work. Check that it was copied whole, or use the newest email.")
