"""Links by which whoever got a message wants no more like it. They name the message, and nobody can make one up."""

from dataclasses import dataclass
from uuid import UUID

from shared.tickets import Tickets

_USE = "porchlight:unsubscribe:v1"


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """Makes and opens such links."""

    secret: str

    def link(self, base_url: str, delivery_id: UUID) -> str:
        """The address of the page, and of the POST that mail programs send by themselves (RFC 8058)."""
        return f"{base_url.rstrip('/')}/u/{Tickets(_USE, self.secret).token(delivery_id)}"

    def open(self, token: str) -> UUID:
        """The message that `token` names; raises `LinkNotValid`."""
        return Tickets(_USE, self.secret).open(token)
