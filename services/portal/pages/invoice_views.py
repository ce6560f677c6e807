"""What the console's pages about invoices are given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.portal.pages.attachment_views import AttachmentGroup
from services.portal.pages.customer_views import CustomerRow
from services.portal.pages.office_views import Frame
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One line of the list; a draft has no number."""

    number: str
    url: str
    customer_name: str
    title: str
    status: str
    total: int
    amount_due: int
    currency: str
    due_on: date | str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLink:
    """One of the kinds of invoices that the list can be narrowed to."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """Something Stripe and the books do not agree on; a POST of note to `action` says that somebody has seen to it."""

    sentence: str
    subject: str
    amount: int
    currency: str
    invoice_url: str | None
    action: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicesPage:
    """`office/invoices.html`: those of a state that `search` finds, newest first."""

    shell: Shell
    frame: Frame
    rows: Sequence[InvoiceRow]
    states: Sequence[StateLink]
    discrepancies: Sequence[Discrepancy] = ()
    state: str = ""
    search: str = ""
    new_url: str | None = None
    export_url: str | None = None
    older_url: str | None = None
    newest_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """One line as it was typed; the price in whole units of the currency, the tax in percent."""

    description: str = ""
    quantity: str = ""
    price: str = ""
    tax: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceForm:
    """An invoice as it was typed."""

    title: str = ""
    due_on: str = ""
    note: str = ""
    lines: Sequence[LineForm] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFormPage:
    """`office/invoice_form.html`: a POST of title, due_on, note and line-N-… to `action`; with `more`, it only gets longer.

    Without an `action` the customer is still to be chosen, of those found by `search`.
    """

    shell: Shell
    frame: Frame
    heading: str
    back_url: str
    currency: str
    action: str | None = None
    once: str = ""
    form: InvoiceForm = field(default_factory=InvoiceForm)
    customer_name: str = ""
    customers: Sequence[CustomerRow] = ()
    search: str = ""
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One line of the invoice."""

    description: str
    quantity: str
    unit_price: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Money that came, went back, or was taken by a bank; below zero it went."""

    at: datetime | str
    what: str
    status: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceActions:
    """What whoever looks may do now; an address each, None where not. `once` goes with every form."""

    edit_url: str | None = None
    send: str | None = None
    remind: str | None = None
    issue: str | None = None
    delete: str | None = None
    void: str | None = None
    pay: str | None = None
    refund: str | None = None
    once: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeInvoicePage:
    """`office/invoice.html`: one invoice with all its money. `problem` says why the last thing was not done."""

    shell: Shell
    frame: Frame
    number: str
    title: str
    status: str
    note: str | None
    currency: str
    customer_name: str
    customer_email: str | None
    customer_phone: str | None
    customer_url: str
    estimate_url: str | None
    issued_at: datetime | str | None
    sent_at: datetime | str | None
    due_on: date | str
    lines: Sequence[ShownLine]
    subtotal: int
    discount: int
    tax: int
    total: int
    credited: int
    rewarded: int
    paid: int
    refunded: int
    disputed: int
    amount_due: int
    refundable: int
    movements: Sequence[Movement]
    actions: InvoiceActions
    pdf_url: str
    why_url: str
    today: date | str
    preview_url: str | None = None
    attachments: Sequence[AttachmentGroup] = ()
    problem: str | None = None
