"""What pages are given of photos and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict


class Shown(TypedDict):
    """A photo or file as a version, or the job, shows it to the customer; only photos have a width and a height."""

    id: str
    kind: str
    content_type: str
    caption: str
    size: int
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentItem:
    """A photo or file as the office sees it: `url` takes its changes, {url}/file and {url}/thumbnail show it.

    One that is `fixed` stays as it was signed. A photo of `stage` before or after shows a holiday design, or its `zone`.
    """

    id: str
    url: str
    is_photo: bool
    caption: str
    visible: bool
    position: int
    size: int
    width: int | None
    height: int | None
    first: bool
    last: bool
    fixed: bool = False
    stage: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentGroup:
    """`office/_attachments.html`: those of the estimate, or of its job.

    `action` takes a form with `file`, `caption` and `visible_to_customer` ("true"); without one they can only be seen.
    Where nothing `can_be_shown` any more, the customer is offered what was signed. With `zones`, the names of those of a
    holiday design, the form takes `stage` (before or after) and `zone`, too.
    """

    id: str
    title: str
    about: str
    items: Sequence[AttachmentItem]
    action: str | None = None
    can_be_shown: bool = True
    zones: Sequence[str] | None = None
