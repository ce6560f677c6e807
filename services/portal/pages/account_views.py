"""What the pages of signed-in customers are given."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.pages.referral_views import Sum
from services.portal.pages.views import Shell
from shared.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """An estimate, proposal or plan as a list shows it; `kind` names its page, `total` is what it comes to at least."""

    url: str
    title: str
    number: str
    kind: str
    status: str
    currency: str
    total: int
    is_open: bool
    expires_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """An invoice as a list shows it; a POST of the nonce to `pay_action` pays it. Money is in minor units."""

    url: str
    number: str
    title: str
    state: str
    currency: str
    total: int
    amount_due: int
    due_on: str
    paid_at: str | None = None
    pay_action: str | None = None
    receipt_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job, with its appointment where there is one to come or called off."""

    url: str
    title: str
    status: str
    completed_at: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    called_off: bool = False
    calendar_url: str | None = None
    ask_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCard:
    """The link to share, once there is one, and what has come of it; `url` leads to where one is made."""

    url: str
    share_url: str | None = None
    visits: int = 0
    requests: int = 0
    won: int = 0
    rewards: Sequence[Sum] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """`customer/account.html`: all that is a customer's. None is what cannot be had for the moment, and is said.

    `name` is of whoever is signed in; `customer_name` of whom they speak for, where that is somebody else.
    """

    shell: Shell
    nonce: str
    name: str = ""
    customer_name: str = ""
    records: Sequence[RecordRow] | None = ()
    invoices: Sequence[InvoiceRow] | None = ()
    jobs: Sequence[JobRow] | None = ()
    shared: SharedCard | None = None
    referrals_away: bool = False
    switch_url: str | None = None

    @property
    def groups(self) -> Sequence[tuple[str, str, Sequence[RecordRow]]]:
        """The records by what they are, each group with its name and with what is said where it is empty."""
        records = self.records or ()
        return [(name, empty, [one for one in records if one.kind in kinds]) for name, empty, kinds in _GROUPS]


_GROUPS = (
    (say("Proposals"), say("No proposals yet."), frozenset({"proposal", "holiday"})),
    (say("Estimates"), say("No estimates yet."), frozenset({"estimate"})),
    (say("Maintenance plans"), say("No maintenance plans yet."), frozenset({"maintenance"})),
)
