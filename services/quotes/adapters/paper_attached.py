"""Photos and files on an estimate's paper: the photos themselves, and of each the hash of what was shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.words import say

Entry = Mapping[str, Any]


def picture_name(entry: Entry) -> str:
    """By what name the template finds the photo."""
    return f"photo-{entry['id']}.svg"


def photos_of(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The photos, each with what is said in its place where it cannot be drawn."""
    photos = [entry for entry in entries if entry["kind"] == "photo"]
    return [
        {
            "picture": picture_name(photo),
            "wide": photo["width"] >= photo["height"],
            "caption": photo["caption"],
            "alt": photo["caption"] or say("Photo {place} of {number}", place=place, number=len(photos)),
            "undrawable": say(
                "Photo {place} of {number} is kept with the record (SHA-256 {hash}).",
                place=place,
                number=len(photos),
                hash=photo["sha256"],
            ),
        }
        for place, photo in enumerate(photos, start=1)
    ]


def files_of(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """The files, which are too long for this paper: what they are called, and how they can be known again."""
    files = [entry for entry in entries if entry["kind"] != "photo"]
    return [{"name": file["caption"] or say("Document"), "sha256": file["sha256"]} for file in files]
