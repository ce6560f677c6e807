"""Letters in the words of a business: its places filled, its paragraphs set, in the same dress as ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.notifications.domain.wording import PLACE, Place, Words


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a paragraph, or an address in it."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What is said. A paragraph that is nothing but a link is a button."""

    subject: str
    greeting: str
    paragraphs: list[list[Part]]
    button: str


def fill(words: Words, places: tuple[Place, ...], button: str, value_of: Callable[[str], Any]) -> Filled:
    """`words` with their places filled. A paragraph whose place has nothing in it now is left out."""
    values = {place.name: str(value_of(place.value) or "") for place in places}
    links = {place.name for place in places if place.is_link}
    shown = [one for one in words.paragraphs if all(values.get(name, "") for name in PLACE.findall(one))]
    return Filled(
        subject=_plain(words.subject, values),
        greeting=_plain(words.greeting, values),
        paragraphs=[_parts(one, values, links) for one in shown],
        button=button,
    )


def _plain(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _parts(text: str, values: Mapping[str, str], links: set[str]) -> list[Part]:
    parts, after = [], 0
    for found in PLACE.finditer(text):
        if found[1] in links:
            parts += [Part(_plain(text[after : found.start()], values)), Part(values[found[1]], values[found[1]])]
            after = found.end()
    parts.append(Part(_plain(text[after:], values)))
    return [part for part in parts if part.text.strip()]
