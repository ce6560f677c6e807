"""What the console's page of who changed what is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One field, and its values as people read them; without any, only that it changed."""

    field: str
    before: str | None
    after: str | None
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One act: who, when, what, and where the record is that it was done to."""

    who: str
    by_program: bool
    at: datetime
    kind: str
    words: str
    unclear: bool
    subject: str
    url: str | None
    changes: Sequence[ChangeLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """`office/settings_activity.html`: a GET of `kind` and `who` narrows the list. Only owners see one."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    lines: Sequence[ActivityLine]
    kinds: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    kind: str = ""
    who: str = ""
    is_owner: bool = True
    older_url: str | None = None
    newest_url: str | None = None
