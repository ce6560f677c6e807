"""What each customer page is given. A template sees its context as `page`, and `page.shell` also as `shell`.

The proposal's own pages are in `quote_views`, the office's in `office_views`, the embedded mailbox's in `dev_views`.
Every page answers under a policy no wider than
`default-src 'self'; script-src 'nonce-…'; img-src 'self' data:; object-src 'none'; base-uri 'none'`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from services.portal.pages.counted import ViewToTell
from services.portal.pages.places import LOGIN
from shared.words import tag_of

PaymentState = Literal["open", "processing", "paid", "failed", "cancelled", "expired", "offline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """The business whose page it is. `home_url` is its portal, `brand_css_url` carries a version in its query.

    `phone` is in E.164, as links take it; templates write it for people.
    """

    name: str
    home_url: str
    brand_css_url: str | None = None
    logo_url: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The way to the same page in another language, by the name that those call it who speak it."""

    tag: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What surrounds every page: the nonce of its scripts, its language and clock, and whose page it is.

    Without a `business` the page is neutral and names nobody; without a `view` nobody counts who looks at it.
    """

    csp_nonce: str
    locale: str = "en_US"
    time_zone: str = "UTC"
    business: Business | None = None
    languages: Sequence[Language] = ()
    view: ViewToTell | None = None

    @property
    def language(self) -> str:
        """The language tag of the page, such as en-US."""
        return tag_of(self.locale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with its text; `icon` names a symbol of the vendored sprite."""

    name: str
    url: str
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact of a summary, as it is to be read."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """One thing to correct. `field` is the name of the input, and the id of what the summary links to."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`customer/home.html`: the portal's front door, with the tabs that are on, and how to get in touch.

    `recommended` tells somebody who came by a shared link that it is kept; a POST to `visit_url` with the nonce in a
    header counts the visit, once a person has shown up.
    """

    shell: Shell
    login_url: str = LOGIN
    tabs: Sequence[Link] = ()
    welcome: str | None = None
    recommended: bool = False
    nonce: str = ""
    visit_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupWords:
    """What a look-up says at each step, the same to everybody: at its form, when it asks once more, and when it is done."""

    title: str
    heading: str
    sentence: str
    button: str
    question: str
    about_to: str
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupPage:
    """`customer/lookup.html`: one field for an email address or phone number, sent to `action` with the nonce.

    `away` says that nothing can be sent for the moment.
    """

    shell: Shell
    words: LookupWords
    nonce: str
    action: str
    contact: str = ""
    errors: Sequence[FieldError] = ()
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupSentPage:
    """`customer/lookup_sent.html`: the look-up is carried out, whatever it finds. `again_url` leads to its form."""

    shell: Shell
    words: LookupWords
    again_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage:
    """A page of `customer/` that says one thing.

    `not_found.html` (no business), `preparing.html` and `link_sent.html`.
    """

    shell: Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    """`customer/problem.html`: what is wrong, in a title and a sentence, and the way out.

    It tells how to reach the business unless it is not `for_customers`.
    """

    shell: Shell
    title: str
    sentence: str
    way_out: Link | None = None
    for_customers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """`customer/confirm.html`: what a POST without a nonce is about to do, and one button that does it.

    `fields` are carried on as hidden inputs, in order and with repeats; put the nonce among them. `again` tells somebody
    who has pressed the button that it did not count. `grave` dresses the button for what cannot be taken back and is not
    what was hoped for, such as declining.
    """

    shell: Shell
    title: str
    sentence: str
    action: str
    button: str
    back_url: str
    rows: Sequence[Row] = ()
    fields: Sequence[tuple[str, str]] = ()
    again: bool = False
    grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkExpiredPage:
    """`customer/link_expired.html`. Its `action` emails a fresh link: a POST of `nonce` alone."""

    shell: Shell
    nonce: str
    action: str
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribePage:
    """`customer/unsubscribe.html`: a POST to `action` of nonce and want (none or some), for an `address` shown in part."""

    shell: Shell
    nonce: str
    action: str
    address: str
    is_out: bool = False
