"""A holiday design as answers have it: part by part, as people read it."""

from typing import Any

from typing_extensions import TypedDict

from services.quotes.domain.design import sections
from services.quotes.domain.kinds import HOLIDAY_LIGHTS


class PicturesAnswer(TypedDict):
    """The property before and after, by the ids of two of the document's attachments; there may be one of them only."""

    before: str | None
    after: str | None


class DesignAnswer(TypedDict):
    title: str
    facts: list[dict[str, str]]
    pictures: list[PicturesAnswer]


def design_answer(document: dict[str, Any]) -> list[DesignAnswer]:
    """The design of a holiday proposal; of any other there is none."""
    if document["record_type"] != HOLIDAY_LIGHTS:
        return []
    return [
        {
            "title": section.title,
            "facts": [{"label": label, "value": value} for label, value in section.facts],
            "pictures": [{"before": pair.before, "after": pair.after} for pair in section.pictures],
        }
        for section in sections(document["holiday"], document.get("mockups", ()))
    ]
