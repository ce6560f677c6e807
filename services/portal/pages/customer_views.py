"""What the office's pages about customers are given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    errors: Sequence[FieldError] = field(default_factory=tuple)
