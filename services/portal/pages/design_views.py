"""A holiday design as its page shows it: part by part, with the property before and after side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.portal.pages.attachment_views import Shown
from services.portal.pages.quote_document import DesignSection, Fact, Pictures, Quote
from shared.words import say, say_each


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo of a pair; `said` is what it shows, for whoever does not see it."""

    stage: str
    photo: Shown
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignPart:
    """A zone, or what holds for all of it, without a title. Of a pair one photo may be missing."""

    title: str
    facts: Sequence[Fact]
    pairs: Sequence[Sequence[Shot]]


def design_parts(quote: Quote) -> list[DesignPart]:
    """The parts of the design, in order; a photo that the document does not hold is left out."""
    photos = {one["id"]: one for one in quote["document"].get("attachments", [])}
    return [_part(section, photos) for section in quote.get("design", [])]


def _part(section: DesignSection, photos: Mapping[str, Shown]) -> DesignPart:
    pairs = [_pair(section["title"], pictures, photos) for pictures in section.get("pictures", [])]
    return DesignPart(title=section["title"], facts=section["facts"], pairs=[pair for pair in pairs if pair])


def _pair(title: str, pictures: Pictures, photos: Mapping[str, Shown]) -> list[Shot]:
    there = {say("Before"): pictures["before"], say("After"): pictures["after"]}
    return [_shot(stage, title, photos[photo]) for stage, photo in there.items() if photo and photo in photos]


def _shot(stage: str, title: str, photo: Shown) -> Shot:
    return Shot(stage=stage, photo=photo, said=say_each([part for part in (stage, title, photo["caption"]) if part]))
