"""What the console's pages of settings are given. Each change is a POST to `action`; viewers get none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.portal.domain.business_hours import DAYS
from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature of the portal, and whether it is on. `about` tells what customers do there, `problem` why it stays off."""

    name: str
    title: str
    about: str
    on: bool
    url: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturesPage:
    """`office/settings_portal.html`: a POST of `feature` and `on` (yes or no) switches one."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    features: Sequence[Feature]
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesPage:
    """`office/settings_services.html`: a POST of `services`, one a line."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    services: str
    errors: Sequence[FieldError] = ()
    saved: bool = False
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """`office/settings_account.html`: a POST of the `values` by their names, and of what is ticked.

    That is `invite_everyone`, yes or no, `holiday_lights_enabled`, yes or nothing, and `open_days`, with `opens` and `closes`
    among the values.
    """

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    values: dict[str, str]
    accepted: Sequence[str]
    invite_everyone: bool = False
    holiday_lights: bool = False
    open_days: Sequence[str] = ()
    errors: Sequence[FieldError] = ()
    saved: bool = False
    action: str | None = None

    @property
    def days(self) -> Mapping[str, str]:
        """The days of the week, by their form value."""
        return DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage:
    """`office/settings_codes.html`: the QR codes of each of the `places`, by its name and what is asked for one of it."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    base: str
    places: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyPage:
    """`office/settings_privacy.html`: a POST of `privacy`."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    privacy: str
    saved: bool = False
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """`office/settings_terms.html`: a POST of the `days` before and after, listed, and yes for what is `chosen`."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    days: Mapping[str, str]
    chosen: Sequence[str]
    errors: Sequence[FieldError] = ()
    saved: bool = False
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePage:
    """`office/settings_messages.html`: a POST of the `values` by their names, and of `follow_up` (yes or nothing)."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    values: dict[str, str]
    follow_up: bool
    errors: Sequence[FieldError] = ()
    saved: bool = False
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How one kind of notice is wanted: `email` is now, digest or off."""

    kind: str
    name: str
    email: str
    in_app: bool
    sms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifiedPage:
    """`office/settings_notifications.html`: a POST of email-, in_app- and sms- of each kind, of the `phone` and the `hours`."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    wanted: Sequence[Wanted]
    phone: str
    hours: Mapping[str, int]
    action: str
    errors: Sequence[FieldError] = ()
    saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingLine:
    """One kind of message in one language, by email or as a text, and whether it says what we say."""

    name: str
    language: str
    is_ours: bool
    url: str
    is_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingsPage:
    """`office/settings_templates.html`: each kind of message, in each language; those of a kind one after the other."""

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    lines: Sequence[WordingLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPage:
    """`office/settings_template.html`: a POST of the `values` and of `do`: save, preview or reset.

    `places` are the placeholders, and whether they are needed. `letter_url` shows the message as an example gets it. A
    text message has a body and nothing else, and is paid for as so many `segments`.
    """

    shell: Shell
    frame: Frame
    sections: Sequence[NavItem]
    name: str
    language: str
    values: Mapping[str, str]
    is_ours: bool
    places: Sequence[tuple[str, bool]]
    letter_url: str
    is_text: bool = False
    segments: int | None = None
    action: str | None = None
    errors: Sequence[FieldError] = ()
    saved: bool = False
