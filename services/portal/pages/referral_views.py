"""What the pages of referrals are given, customers' and the office's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from services.portal.pages.office_views import Frame
from services.portal.pages.views import FieldError, Shell
from shared.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferPage:
    """`customer/refer.html`: a POST to `action` of nonce and email; where it `asks_name`, of name as well.

    `unknown` says that only customers have a link, `away` that nothing can be sent for the moment.
    """

    shell: Shell
    nonce: str
    action: str
    email: str = ""
    name: str = ""
    asks_name: bool = False
    unknown: bool = False
    away: bool = False
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Money in minor units of its currency."""

    currency: str
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage:
    """`customer/share.html`: the link to share, ways to do so, and what has come of it."""

    shell: Shell
    share_url: str
    qr_url: str
    visits: int
    requests: int
    won: int
    rewards: Sequence[Sum] = ()

    @property
    def message(self) -> str:
        """What somebody may want to write with it."""
        name = self.shell.business.name if self.shell.business else "them"
        return say(
            "I can recommend {name}. Ask them for an estimate here: {share_url}", name=name, share_url=self.share_url
        )

    @property
    def sms_url(self) -> str:
        return f"sms:?&body={quote(self.message)}"

    @property
    def mail_url(self) -> str:
        name = self.shell.business.name if self.shell.business else ""
        return f"mailto:?subject={quote(f'A recommendation: {name}')}&body={quote(self.message)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferrerRow:
    """Somebody who brings others."""

    name: str
    visits: int
    requests: int
    won: int
    rewards: Sequence[Sum]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthRow:
    """What customers of one origin have paid, and what that is for each of them."""

    name: str
    customers: int
    sums: Sequence[Sum]
    each: Sequence[Sum]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvoice:
    """An invoice that a reward may be credited on."""

    id: str
    number: str
    due: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRow:
    """One reward; `acts` are the addresses of what can be done with it, by name.

    Redeeming takes the `invoice_id` of one of `invoices`, or none for the customer's next.
    """

    customer_name: str
    side: str
    amount: Sum
    status: str
    earned_at: datetime | str
    acts: Sequence[tuple[str, str]] = ()
    invoices: Sequence[OpenInvoice] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeCard:
    """The programme that holds, in words."""

    name: str
    referrer: str
    friend: str
    approves_itself: bool
    since: datetime | str
    end_action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralsPage:
    """`office/referrals.html`. A POST to `start_action` of the `form`'s fields starts another programme."""

    shell: Shell
    frame: Frame
    referrers: Sequence[ReferrerRow]
    worth: Sequence[WorthRow]
    rewards: Sequence[RewardRow]
    currency: str
    form: dict[str, str]
    programme: ProgrammeCard | None = None
    start_action: str | None = None
    errors: Sequence[FieldError] = ()
    problem: str | None = None
    older_url: str | None = None
    newest_url: str | None = None
