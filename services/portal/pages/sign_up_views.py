"""What the pages of signing up are given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.portal.domain.sign_up import Applied
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A time zone to choose, and what is paid with there."""

    name: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpPage:
    """`office/sign_up.html`: a POST to `action` of the fields of `typed` and the nonce, by its button.

    The password is never shown again. `portals` is what a portal's address begins with; `address_url` tells whether one is
    free. `guessed` says that nobody has chosen time zone and currency yet, so that the browser may.
    """

    shell: Shell
    nonce: str
    typed: Applied
    portals: str
    zones: Sequence[Zone] = ()
    currencies: Sequence[str] = ()
    languages: Sequence[tuple[str, str]] = ()
    guessed: bool = True
    errors: Sequence[FieldError] = field(default=())
    problem: str | None = None
    action: str = "/office/sign-up"
    address_url: str = "/api/v1/workspaces/address"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDoor:
    """`customer/front.html`: the bare address in production, with the way to a workspace of one's own where it is open."""

    shell: Shell
    sign_up_url: str | None = None
