"""What a portal's address could be called: proposed from the company's name, and anew where that is taken."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from services.portal.domain.errors import InvalidSlug
from services.portal.domain.workspace import read_slug

LONGEST, _SHORTEST = 50, 3
_PLAIN = "business"
_SPELT = {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "&": " and ", "'": "", "\u2019": ""}
_OTHERS = re.compile(r"[^a-z0-9]+")


def slug_from(name: str) -> str:
    """An address that says `name`; one that says nothing where the name has no letter that an address can carry."""
    lowered = "".join(_SPELT.get(letter, letter) for letter in name.lower())
    letters = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    slug = _OTHERS.sub("-", letters).strip("-")[:LONGEST].strip("-")
    return slug if len(slug) >= _SHORTEST else "-".join(filter(None, (slug, _PLAIN)))


def slugs_like(slug: str) -> Iterator[str]:
    """`slug` itself where it may be chosen at all, then ever others that look like it; without an end."""
    if _may_be_chosen(slug):
        yield slug
    for number in itertools.count(2):
        end = f"-{number}"
        yield f"{slug[: LONGEST - len(end)].strip('-')}{end}"


def _may_be_chosen(slug: str) -> bool:
    try:
        read_slug(slug)
    except InvalidSlug:
        return False
    return True
