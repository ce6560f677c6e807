"""Texts that people write: trimmed, bounded, and free of characters that no database or page can hold."""

import unicodedata

from services.portal.domain.errors import InvalidText
from shared.words import say

_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""What turns text around without being seen: it comes along with what is copied, and can make one address look like another."""


def read_name_of(value: str, field: str, *, limit: int) -> str:
    """As `read_text`; refuses web addresses, too: names stand in the subjects of mail, where they would be links."""
    text = read_text(value, field, limit=limit)
    if "://" in text:
        raise InvalidText(say("{field} must be a name, without a web address in it.", field=field), field=field)
    return text


def read_text(value: str, field: str, *, limit: int) -> str:
    """`value` without white space around it; raises `InvalidText` naming `field` when it cannot be kept as written."""
    text = unicodedata.normalize("NFC", value).translate(_UNSEEN).strip()
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
