"""One kind of message whose words a business may change, and the places that several kinds have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.notifications.domain.wording import Place, Words


@dataclass(frozen=True, slots=True)
class Written:
    """One kind: its name, its places, a text to begin with in each language, what its button says, and an example."""

    name: str
    places: tuple[Place, ...]
    first: Mapping[str, Words]
    button: Mapping[str, str]
    example: Mapping[str, Any]
    is_text: bool = False
    """Whether it goes to a phone: it has no subject, no greeting and no button."""


CUSTOMER = Place("customer_name", "customer_name|named")
COMPANY = Place("company", "brand.name|named")
NUMBER = Place("number", "number|named")
TITLE = Place("title", "title|named if title else ''")
LINK = Place("link", "link|tagged", required=True, is_link=True)
EXPIRES = Place("expires_on", "expires_on|day if expires_on else ''")
SAMPLE_LINK = "https://portal.example/l/sample"
OF_A_CUSTOMER: Mapping[str, Any] = {
    "customer_name": "Dana Fox",
    "number": "E-1001",
    "title": "Front lawn renovation",
    "kind": "estimate",
    "currency": "USD",
    "link": SAMPLE_LINK,
}
LOOK = {"en": "Look at it", "es": "Ver"}
_HELLO = {"en": "Hello {customer_name},", "es": "Hola, {customer_name}:"}


def words(language: str, subject: str, *paragraphs: str) -> Words:
    """A greeting, and paragraphs of which one that is nothing but a link is a button."""
    return Words(subject, _HELLO[language], "\n\n".join(paragraphs))
