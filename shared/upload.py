"""A file that somebody sent, once it has been looked at: what it was found to be, and that it may be kept."""

from dataclasses import dataclass
from typing import Literal

from shared.errors import Invalid

UploadKind = Literal["photo", "file"]


class InvalidFile(Invalid):
    """Not a photo or file that is taken."""

    code = "invalid_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it is to be kept: found to be of `content_type`, and a photo made anew from its pixels.

    Only photos have a thumbnail, a width and a height.
    """

    kind: UploadKind
    content_type: str
    content: bytes
    sha256: str
    thumbnail: bytes | None = None
    thumbnail_sha256: str = ""
    width: int | None = None
    height: int | None = None
