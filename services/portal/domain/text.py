"""Texts that people write: trimmed, bounded, and free of characters that no database or page can hold."""

import unicodedata

from services.portal.domain.errors import InvalidText
from shared.words import say


def read_text(value: str, field: str, *, limit: int) -> str:
    """`value` without white space around it; raises `InvalidText` naming `field` when it cannot be kept as written."""
    text = unicodedata.normalize("NFC", value).strip()
    if not text:
        raise InvalidText(say("{field} must not be empty.", field=field), field=field)
    if len(text) > limit:
        raise InvalidText(
            say(
                "{field} is {length} characters long; at most {limit} fit.", field=field, length=len(text), limit=limit
            ),
            field=field,
        )
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise InvalidText(
            say("{field} contains control characters; remove them and try again.", field=field), field=field
        )
    return text
