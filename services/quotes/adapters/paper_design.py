"""A holiday design on an estimate's paper: its parts, each with the property before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.quotes.adapters.paper_attached import picture_name
from services.quotes.domain.design import Section, sections
from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from shared.words import say, say_each

_STAGES = {"before": say("Before"), "after": say("After")}


def design_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts of the design, as the template takes them; none where the document is of another type."""
    if document["record_type"] != HOLIDAY_LIGHTS:
        return []
    entries = {entry["id"]: entry for entry in document.get("attachments", ())}
    return [_section(section, entries) for section in sections(document["holiday"], document.get("mockups", ()))]


def pictured_in(design: Sequence[Mapping[str, Any]]) -> set[str]:
    """The ids of the attachments that the design shows, which are not shown once more beside it."""
    return {picture["id"] for part in design for pair in part["pictures"] for picture in pair}


def _section(section: Section, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "title": section.title,
        "facts": [{"label": label, "value": value} for label, value in section.facts],
        "pictures": [
            [
                _picture(stage, section.title, entries[photo])
                for stage, photo in (("before", pair.before), ("after", pair.after))
                if photo is not None
            ]
            for pair in section.pictures
        ],
    }


def _picture(stage: str, zone: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    said = say_each([part for part in (_STAGES[stage], zone, entry["caption"]) if part])
    return {
        "id": entry["id"],
        "picture": picture_name(entry),
        "wide": entry["width"] >= entry["height"],
        "stage": _STAGES[stage],
        "caption": entry["caption"],
        "alt": said,
        "undrawable": say(
            "{photo}: this photo is kept with the record (SHA-256 {hash}).", photo=said, hash=entry["sha256"]
        ),
    }
