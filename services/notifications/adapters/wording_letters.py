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
class Entry:
    """One of several links, and what it leads to."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What is said. A paragraph that is nothing but a link is a button."""

    subject: str
    greeting: str
    paragraphs: list[list[Part]]
    button: str


def fill(words: Words, places: tuple[Place, ...], button: str, value_of: Callable[[str], Any]) -> Filled:
    """`words` with their places filled. A paragraph whose place has nothing in it now is left out."""
    found = {place.name: value_of(place.value) or "" for place in places}
    values = {name: value if isinstance(value, str) else "" for name, value in found.items()}
    links = {place.name: _entries(found[place.name]) for place in places if place.is_link}
    shown = [one for one in words.paragraphs if _has_all(one, found)]
    return Filled(
        subject=_plain(words.subject, values),
        greeting=_plain(words.greeting, values) if _has_all(words.greeting, found) else "",
        paragraphs=[_parts(one, values, links) for one in shown],
        button=button,
    )


def fill_text(words: Words, places: tuple[Place, ...], value_of: Callable[[str], Any]) -> str:
    """The same for a text message, which is one line."""
    filled = fill(words, places, "", value_of)
    return " ".join("".join(part.text for part in paragraph) for paragraph in filled.paragraphs)


def _has_all(text: str, found: Mapping[str, Any]) -> bool:
    return all(found.get(name, "") for name in PLACE.findall(text))


def _entries(value: Any) -> list[Entry]:
    return [Entry("", value)] if isinstance(value, str) else list(value)


def _plain(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _parts(text: str, values: Mapping[str, str], links: Mapping[str, list[Entry]]) -> list[Part]:
    parts, after = [], 0
    for found in PLACE.finditer(text):
        if found[1] in links:
            parts.append(Part(_plain(text[after : found.start()], values)))
            for number, entry in enumerate(links[found[1]]):
                name = f"{entry.name}: " if entry.name else ""
                parts += [Part("\n" * bool(number) + name), Part(entry.url, entry.url)]
            after = found.end()
    parts.append(Part(_plain(text[after:], values)))
    return [part for part in parts if part.text.strip(" ")]
