"""What the console's page of billing settings is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import FieldError, Shell

Said = Literal["", "back", "key", "webhook", "checked", "disconnected"]
"""What has just been done, to be told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingPage:
    """`office/settings_billing.html`: POSTs to places below `action`, which only an owner gets.

    `ways` are those in which the business could be connected, `way` is the one in which it is.
    """

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    status: Literal["connected", "not_ready", "not_connected"]
    ways: Sequence[str] = ()
    way: str | None = None
    account: str | None = None
    key_hint: str | None = None
    test_mode: bool = False
    reason: str | None = None
    missing: Sequence[str] = ()
    said: Said = ""
    errors: Sequence[FieldError] = ()
    action: str | None = None
