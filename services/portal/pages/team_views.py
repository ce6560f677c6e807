"""What the console's pages about the people of the office are given, and those by which they get in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import FieldError, Shell
from shared.words import say

ROLES = (
    ("owner", say("Owner"), say("Does everything, and decides about people, payments to the business, and keys.")),
    ("office", say("Office"), say("Works with customers, estimates, jobs and invoices, and changes settings.")),
    ("viewer", say("Viewer"), say("Looks at everything, and changes nothing.")),
)
"""Each role with its name, and what it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One of the office. A POST of `role` to `role_action` gives another one, one to `remove_action` asks first."""

    id: str
    name: str
    email: str
    role: str
    is_me: bool = False
    role_action: str | None = None
    remove_action: str | None = None
    has_second_step: bool = False
    reset_action: str | None = None
    """A POST there asks, and then has the password alone sign them in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    """Somebody who is invited; a POST to `send_action` sends the link again, one to `withdraw_action` ends it."""

    id: str
    name: str
    email: str
    role: str
    expires_at: datetime
    is_over: bool
    send_action: str
    withdraw_action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """`office/settings_team.html`: owners get an `action`, to which the `form` of an invitation is posted."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    members: Sequence[MemberLine]
    invitations: Sequence[InvitationLine] = ()
    action: str | None = None
    form: dict[str, str] = field(default_factory=lambda: {"name": "", "email": "", "role": "office"})
    errors: Sequence[FieldError] = ()
    said: str = ""

    @property
    def roles(self) -> Sequence[tuple[str, str, str]]:
        return ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """`office/ask.html`: what is about to be done, and a button that posts `fields` to `action` and does it."""

    shell: Shell
    frame: Frame
    title: str
    sentence: str
    action: str
    button: str
    back_url: str
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YouPage:
    """`office/settings_you.html`: a POST of `name` to `/name`, of old and new `password` to `/password`, one to `/sign-out`."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    name: str
    email: str
    role: str
    action: str
    has_second_step: bool = False
    """A POST to `/second-step` begins to set one up; one of `password` and `code` to `/second-step/off` switches it off."""
    errors: Sequence[FieldError] = ()
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLinkPage:
    """`office/password_link.html`: the link of a mail, with one button: a POST to `action` of the nonce goes on.

    One that `is_over` says how to get another.
    """

    shell: Shell
    nonce: str
    action: str
    title: str
    sentence: str
    button: str
    again_url: str | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordPage:
    """`office/password_new.html`: a POST of `password` to `action`; the `ticket` proves that it comes from this page."""

    shell: Shell
    title: str
    email: str
    action: str
    ticket: str
    button: str
    shortest: int
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenPage:
    """`office/forgotten.html`: one field for an address, posted to `action`; once it was, `is_sent`, whoever it was."""

    shell: Shell
    action: str = "/office/forgotten"
    email: str = ""
    is_sent: bool = False
    problem: str | None = None
    login_url: str = "/office/login"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStepPage:
    """`office/login_code.html`: a POST of `code` and `next` to `action`."""

    shell: Shell
    action: str
    next_url: str
    login_url: str
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpStepPage:
    """`office/settings_second_step.html`: the secret as a picture and as text; a POST of `code` to `action` confirms it."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    picture: str
    secret: str
    action: str
    back_url: str
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesPage:
    """`office/settings_recovery_codes.html`: the codes to be kept on paper, shown this once."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    codes: Sequence[str]
    back_url: str
