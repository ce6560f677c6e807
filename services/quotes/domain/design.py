"""A holiday design as people read it: whatever the office has put into it, as titled lists of facts with their pictures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

_NAMES = ("name", "title")
_SINGULAR = {"zones": "Zone"}
_DEPTH = 4
_NUMBER = re.compile(r"\d+([.,]\d+)?")
_UNITS = {"ft": "ft", "in": "in", "m": "m", "cm": "cm", "mm": "mm", "w": "W", "v": "V", "k": "K"}
"""The units that the names of members may end with, such as length_ft, as people write them."""
_FIRST = (
    *("style", "description", "type", "kind", "light", "lights", "bulb", "bulbs", "product"),
    *("color", "colors", "colour", "colours", "length", "height", "width", "area"),
    *("count", "quantity", "number", "strands", "spacing"),
)
"""By these words a light is specified, in this order; a fact goes by the first of them in its name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The property as it is and as it will be, by the ids of two photos; of one of them there may be none."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a design, such as a zone: what it is called, what is known of it, and what it looks like."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Pair, ...] = ()


def sections(design: Mapping[str, Any] | None, mockups: Sequence[Mapping[str, str]] = ()) -> list[Section]:
    """The parts of `design`: first what is said of all of it, then each zone and the like.

    `mockups`, as documents hold them, stand with the zone they name; where there is none of that name, by themselves.
    """
    whole, *zones = _parts("", design or {}, _DEPTH)
    wanted: dict[str, list[Mapping[str, str]]] = {}
    for mockup in mockups:
        wanted.setdefault(_key(mockup["zone"]), []).append(mockup)
    found = [_illustrated(whole, wanted.pop("", []))]
    found += [_illustrated(zone, wanted.pop(_key(zone.title), [])) for zone in zones]
    found += [_illustrated(Section(left[0]["zone"].strip()), left) for left in wanted.values()]
    # Of the whole a name alone says nothing that the document's title does not; of a zone it does.
    return [section for section in found if section.facts or section.pictures or (section is not found[0])]


def _illustrated(section: Section, mockups: Sequence[Mapping[str, str]]) -> Section:
    before, after = (
        [mockup["attachment"] for mockup in mockups if mockup["stage"] == stage] for stage in ("before", "after")
    )
    return replace(section, pictures=tuple(Pair(*pair) for pair in zip_longest(before, after)))


def _parts(title: str, part: Mapping[str, Any], depth: int) -> Iterator[Section]:
    facts, nested = [], []
    # In an order of ours: a database keeps the members of an object in one of its own.
    for name, value in sorted(part.items(), key=_place):
        if depth and _has_parts(value):
            nested.append((name, value))
        elif (text := _text(value)) and name not in _NAMES:
            facts.append(_fact(name, text))
    named = next((part[name].strip() for name in _NAMES if isinstance(part.get(name), str) and part[name].strip()), "")
    if facts or named or depth == _DEPTH:
        yield Section(named or title, tuple(facts))
    for name, value in nested:
        members = [value] if isinstance(value, Mapping) else value
        called = _SINGULAR.get(name.lower(), _label(name))
        for number, member in enumerate(members, start=1):
            yield from _parts(f"{called} {number}" if len(members) > 1 else called, member, depth - 1)


def _place(member: tuple[str, Any]) -> tuple[int, str]:
    words = _words(member[0])
    return next((place for place, word in enumerate(_FIRST) if word in words), len(_FIRST)), member[0]


def _has_parts(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(member, Mapping) for member in value)
    return isinstance(value, Mapping)


def _fact(name: str, text: str) -> tuple[str, str]:
    *label, unit = _words(name)
    if label and unit in _UNITS and _NUMBER.fullmatch(text):
        return _label(" ".join(label)), f"{text}\u00a0{_UNITS[unit]}"
    return _label(name), text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        return ", ".join(f"{_label(name)}: {text}" for name, member in sorted(value.items()) if (text := _text(member)))
    if isinstance(value, list):
        return ", ".join(text for member in value if (text := _text(member)))
    return str(value).strip()


def _words(name: str) -> list[str]:
    return re.split(r"[\s_-]+", name.strip().lower())


def _label(name: str) -> str:
    words = re.sub(r"[\s_-]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _key(title: str) -> str:
    return " ".join(title.split()).casefold()
