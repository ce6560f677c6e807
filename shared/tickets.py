"""Tickets: secrets about one record that need no storage, as they are MACs of its id by a key derived for one use alone.

Whoever has the secret of the services can make them anew, and nobody else: no row, event or log ever holds one.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from shared.links import LinkNotValid

_MAC_BYTES = 18
_CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Tickets:
    """Makes and opens the tickets of one `use`, such as porchlight:unsubscribe:v1."""

    use: str
    secret: str

    def token(self, record_id: UUID) -> str:
        """A text for an address or a cookie that names the record, and that nobody can make up."""
        return f"{record_id.hex}.{base64.urlsafe_b64encode(self._mac(record_id.bytes)[:_MAC_BYTES]).decode()}"

    def open(self, token: str) -> UUID:
        """The record that `token` names; raises `LinkNotValid`."""
        try:
            record_id = UUID(hex=token.partition(".")[0])
        except ValueError:
            raise _not_valid() from None
        if not hmac.compare_digest(token.encode(), self.token(record_id).encode()):
            raise _not_valid()
        return record_id

    def code(self, record_id: UUID) -> str:
        """Six digits to be typed. Whoever takes them limits how often they may be guessed."""
        number = int.from_bytes(self._mac(b"code:" + record_id.bytes)[:8])
        return f"{number % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"

    def is_code(self, record_id: UUID, typed: str) -> bool:
        """Whether that is what was typed."""
        return hmac.compare_digest(typed.encode(), self.code(record_id).encode())

    def mark(self, text: str) -> str:
        """What is kept of an address so that it can be told from others, and not be read."""
        return self._mac(b"mark:" + text.encode()).hex()

    def _mac(self, text: bytes) -> bytes:
        key = hashlib.sha256(self.use.encode() + self.secret.encode()).digest()
        return hmac.new(key, text, hashlib.sha256).digest()


def _not_valid() -> LinkNotValid:
    return LinkNotValid("This link does not work. Check that it was copied whole, or use the newest email.")
