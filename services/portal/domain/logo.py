"""Logos: the picture of a brand, in one of the kinds that every browser shows."""

import hashlib
from dataclasses import dataclass

MAX_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and what it is; `version` changes with its content."""

    content: bytes
    media_type: str

    @property
    def version(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:12]
