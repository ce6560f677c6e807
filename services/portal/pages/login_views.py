"""What the pages of customers who sign in are given."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """`customer/login.html`: one field for an address, sent to `action` with the nonce, `portal` and `next`.

    `by_phone` says that messages go to phones, too, `away` that none go out for the moment.
    """

    shell: Shell
    nonce: str
    action: str
    portal: str = ""
    next: str = ""
    contact: str = ""
    by_phone: bool = False
    errors: Sequence[FieldError] = ()
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """`customer/login_code.html`: a message is on its way, if the address is known; a POST to `action` of its code.

    The `ticket` proves that it comes from this page; the code is asked for in this browser alone.
    """

    shell: Shell
    ticket: str
    action: str
    again_url: str
    portal: str = ""
    next: str = ""
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginLinkPage:
    """`customer/login_link.html`: the link of a message, with one button: a POST to `action` of the nonce signs in.

    One that `is_over` leads to a new one.
    """

    shell: Shell
    nonce: str
    action: str
    again_url: str
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the customers that an address is on file for; a POST of its `value` as session chooses it."""

    value: str
    name: str
    business: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """`customer/choose.html`: several customers on one address."""

    shell: Shell
    action: str
    choices: Sequence[Choice]
