"""What the console's page of API keys is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key, by how it begins. A POST to `revoke_action` ends it; where there is none, it has ended."""

    name: str
    begins: str
    may: Sequence[str]
    state: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoke_action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What a key may be let do with one part of the API: a scope, or none, for reading and for changing."""

    name: str
    read: str
    write: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedKey:
    """The form as it was typed; `lasts` is a number of days, or empty for ever."""

    name: str = ""
    scopes: Sequence[str] = ()
    lasts: str = "365"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeysPage:
    """`office/settings_api_keys.html`: a POST of `name`, `scopes` and `lasts` makes a key; only owners have an `action`.

    `secret` is the key that was just made, which no other page has.
    """

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    keys: Sequence[KeyLine]
    areas: Sequence[Area]
    lasting: Sequence[tuple[str, str]]
    typed: TypedKey = TypedKey()
    secret: str | None = None
    secret_name: str = ""
    api_url: str = ""
    revoked: bool = False
    older_url: str | None = None
    newest_url: str | None = None
    action: str | None = None
    errors: Sequence[FieldError] = ()
