"""What the office's pages about customers are given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.portal.pages.address_views import Blocked
from services.portal.pages.office_views import EstimateRow, Frame
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerForm:
    """What is on file of a customer, or typed into the form for it."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = ""
    """In which they are written to; empty for that of the business."""

    @property
    def is_blank(self) -> bool:
        """Whether nobody has typed anything."""
        return not (self.name or self.email or self.phone or self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One customer in a list; the phone number is in E.164."""

    url: str
    name: str
    email: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersPage:
    """`office/customers.html`: those found by `search`, newest first; without one all of them."""

    shell: Shell
    frame: Frame
    rows: Sequence[CustomerRow]
    search: str = ""
    new_url: str | None = None
    older_url: str | None = None
    newest_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One thing that a customer has agreed to, or taken back, in the words that were shown."""

    at: datetime | str
    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOnFile:
    """`office/_card.html`: a saved card, or where it is gone what was agreed to about it.

    A POST to `remove_action` removes it.
    """

    brand: str | None
    last4: str | None
    saved_at: datetime | str | None
    autopay_since: datetime | str | None
    consents: Sequence[Consent] = ()
    remove_action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage:
    """`office/customer.html`: one customer on file with their estimates, or without a `name` a new one.

    A POST of name, email, phone, address and language to `action` saves them; without it there is only looking. `errors` go by
    these names. A GET of from and to at `statement_action` is the statement of account as a PDF.
    """

    shell: Shell
    frame: Frame
    form: CustomerForm
    name: str = ""
    action: str | None = None
    estimate_url: str | None = None
    contacts_url: str | None = None
    statement_action: str | None = None
    estimates: Sequence[EstimateRow] = ()
    blocked: Sequence[Blocked] = ()
    card: CardOnFile | None = None
    errors: Sequence[FieldError] = field(default_factory=tuple)
