"""Texts that people write: trimmed, bounded, and free of characters that no database or PDF can hold."""

import re
import unicodedata

from services.quotes.domain.errors import InvalidText
from shared.words import say

# Control characters (Cc) save tab, line feed and carriage return, and halves of surrogate pairs (Cs).
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
# Letters by their category, and yet nothing to be seen: the place holders of Hangul.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_VIRAMA = 9


def read_text(value: object, field: str, *, limit: int, required: bool = True) -> str:
    """`value` without white space around it; raises `InvalidText` naming `field` when it cannot be kept as written."""
    check_text(value, field, limit=limit, required=required)
    return str(value).strip()


def check_text(value: object, field: str, *, limit: int, required: bool = True) -> None:
    """Raises `InvalidText` naming `field` unless `value` is a text of at most `limit` characters."""
    if not isinstance(value, str):
        raise InvalidText(say("{field} must be a text.", field=field), field=field)
    if required and not any(map(_is_seen, value)):
        raise InvalidText(say("{field} must not be empty.", field=field), field=field)
    if len(value) > limit:
        raise InvalidText(
            say(
                "{field} is {length} characters long; at most {limit} fit.", field=field, length=len(value), limit=limit
            ),
            field=field,
        )
    if _UNSTORABLE.search(value):
        raise InvalidText(
            say("{field} contains control characters; remove them and try again.", field=field), field=field
        )


def read_name(value: object, field: str, *, limit: int) -> str:
    """A person's name, trimmed; raises `InvalidText` naming `field` unless it can be read by others as it was meant."""
    name = read_text(value, field, limit=limit)
    if any(_is_hidden(name, place) for place in range(len(name))):
        message = say(
            "{field} contains invisible or control characters; remove them, and write the name as it is signed.",
            field=field,
        )
        raise InvalidText(message, field=field)
    if not any(_is_letter(character) for character in name):
        message = say("{field} must hold at least one letter; write the name as it is signed.", field=field)
        raise InvalidText(message, field=field)
    return name


def _is_seen(character: str) -> bool:
    return not (character.isspace() or character in _FILLERS or unicodedata.category(character) in _UNSEEN)


def _is_hidden(name: str, place: int) -> bool:
    character = name[place]
    if character in _JOINERS:
        return not _joins(name[:place], name[place + 1 :])
    return character in _FILLERS or unicodedata.category(character) in _UNSEEN


def _joins(before: str, after: str) -> bool:
    """Whether a joiner shapes the letters around it, as Persian and the scripts of India need it to.

    A sign that silences a vowel may end a word with a joiner after it.
    """
    silences = before and unicodedata.combining(before[-1]) == _VIRAMA
    return bool(silences or (before and after and _is_written(before[-1]) and _is_written(after[0])))


def _is_written(character: str) -> bool:
    return unicodedata.category(character)[0] in {"L", "M"}


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")
