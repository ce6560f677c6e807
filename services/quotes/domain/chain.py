"""Whether a history is as it was written: each line by its own hash and that of the line before, the whole by its end.

Lines are looked at as they stand in the database and in exports, in plain values, so that nothing is mended on the way.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.quotes.domain.canonical import canonical_json

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was written: where ("line 3"), and what is wrong."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose history it is, how many lines it has, and the hash of the last one, as the record itself tells."""

    workspace_id: UUID
    estimate_id: UUID
    length: int
    last_hash: str


def problems_of(lines: Sequence[Line], ending: Ending) -> Iterator[Problem]:
    """All that is wrong with `lines`, in the order of the lines; nothing when the history is whole and unchanged."""
    previous = ""
    for position, line in enumerate(lines, start=1):
        place = f"line {position}"
        if line["position"] != position:
            yield Problem(place, f"it is missing, or was moved: here stands line {line['position']}")
            return
        if line["previous_hash"] != previous:
            yield Problem(place, "it does not follow the line before it")
        if _hash_of(hashed_content(line, ending)) != line["hash"]:
            yield Problem(place, "what it says is not what its hash was made of")
        if not is_erased(line) and _hash_of(line["person"]) != line["person_hash"]:
            yield Problem(place, "what it tells of the person is not what its hash was made of")
        previous = line["hash"]
    if len(lines) != ending.length:
        yield Problem(
            f"line {len(lines) + 1}", f"the history has {len(lines)} lines, where the record counts {ending.length}"
        )
    elif previous != ending.last_hash:
        yield Problem(f"line {len(lines)}", "it is not the one the record knows as its last")


def is_erased(line: Line) -> bool:
    """Whether what the line told of a person was erased, all of it, as the law may ask for."""
    return all(value is None for value in line["person"].values())


def hashed_content(line: Line, ending: Ending) -> dict[str, Any]:
    """What the hash of `line` is made of."""
    return {
        "estimate_id": str(ending.estimate_id),
        "position": line["position"],
        "workspace_id": str(ending.workspace_id),
        "at": line["at"],
        "action": line["action"],
        "actor_kind": line["actor_kind"],
        "person_hash": line["person_hash"],
        "details": line["details"],
        "previous_hash": line["previous_hash"],
    }


def _hash_of(content: object) -> str | None:
    try:
        return hashlib.sha256(canonical_json(content)).hexdigest()
    except (TypeError, ValueError, RecursionError):
        # Nothing that we write is like this.
        return None
