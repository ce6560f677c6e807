"""Photos and files on an estimate's paper: the photos themselves, and of each the hash of what was shown."""

from collections.abc import Mapping, Sequence
from typing import Any

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
            "alt": photo["caption"] or f"Photo {place} of {len(photos)}",
            "undrawable": f"Photo {place} of {len(photos)} is kept with the record (SHA-256 {photo['sha256']}).",
        }
        for place, photo in enumerate(photos, start=1)
    ]


def files_of(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """The files, which are too long for this paper: what they are called, and how they can be known again."""
    files = [entry for entry in entries if entry["kind"] != "photo"]
    return [{"name": file["caption"] or "Document", "sha256": file["sha256"]} for file in files]
