"""The outside world as quotes meets it: the form of customers' links, paper and its seal, and where files are kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.quotes.adapters.links import Links
from services.quotes.adapters.seal import Seal
from services.quotes.settings import Settings
from shared.clock import utc_now
from shared.storage import Storage, open_storage
from shared.tokens import key_ring


@dataclass(frozen=True, slots=True)
class Adapters:
    """What quotes reaches the outside by. Without `storage` files stay in the database."""

    links: Links
    seal: Seal
    storage: Storage | None = None


def build_adapters(settings: Settings) -> Adapters:
    """Opens no connection."""
    ring = key_ring(settings.link_secret, settings.link_secrets_previous)
    return Adapters(links=Links(ring, settings.public_url), seal=seal_of(settings), storage=open_storage(settings))


def seal_of(settings: Settings) -> Seal:
    """What accepted estimates are sealed with. The key is not looked at yet: a wrong one keeps nobody from signing."""
    return Seal(settings.seal_pkcs12, settings.seal_password.get_secret_value(), settings.seal_tsa_url)


def findings(settings: Settings) -> Iterator[tuple[bool, str]]:
    """What the doctor is told of the outside: whether accepted estimates can be sealed."""
    return seal_of(settings).examine(utc_now())
