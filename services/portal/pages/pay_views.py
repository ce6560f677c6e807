"""What the pages of the Pay tab are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.portal.pages.attachment_views import Shown
from services.portal.pages.views import FieldError, PaymentState, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedInvoice:
    """An outstanding invoice, and nothing of it but what is owed. `ticket` proves that it was found here."""

    invoice_id: str
    ticket: str
    number: str
    amount_due: int
    currency: str
    due_on: date | str
    how_to_pay: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPage:
    """`customer/pay.html`: one field, and after a look-up what was `found`; an empty list says that nothing is.

    The form is sent to `action`, Pay now with invoice and ticket to `checkout_action`, each with the nonce. `strict` has
    the links mailed instead.
    """

    shell: Shell
    nonce: str
    action: str
    checkout_action: str
    strict: bool
    typed: str = ""
    found: Sequence[OwedInvoice] | None = None
    errors: Sequence[FieldError] = ()
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A tip that is suggested."""

    percent: int
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayChoices:
    """What may be chosen before going to pay, and what was: `shares` is None without tips, `part_from` without parts.

    A POST of `whole` (yes or no) with `part`, and of `tip` (minor units, or other) with `tip_other`.
    """

    shares: Sequence[Share] | None
    part_from: int | None
    part_to: int | None
    whole: bool = True
    part: str = ""
    tip: str = "0"
    tip_other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """Money that has gone back, or is still `pending`."""

    at: datetime | str
    amount: int
    pending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPage:
    """`customer/pay_return.html`: how the payment went, by number and amount."""

    shell: Shell
    state: PaymentState
    number: str
    amount: int
    currency: str
    pay_url: str
    watch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """A line of an invoice or receipt; `quantity` is a decimal string, the amount is in minor units."""

    description: str
    quantity: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFigures:
    """What an invoice is made of, and what is left of it; in minor units."""

    lines: Sequence[ReceiptLine]
    subtotal: int
    discount: int
    tax: int
    total: int
    paid: int
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBox:
    """A customer's saved card: a POST of `choice` (autopay_on, autopay_off or remove) to `action` has it so.

    `words` are what a customer agrees to by autopay_on.
    """

    brand: str
    last4: str
    autopay: bool
    words: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPage:
    """`customer/payment.html`: one invoice, where its payment stands, and what can be done about it.

    `pay_action` takes a POST of `nonce` and leads to checkout; without it the page says `how_to_pay`. `cancelled` and
    `expired` speak of the checkout, not of the invoice. `amount` is what is due, or once paid what was paid. While
    `processing`, `settles_on` may say when. The page watches itself for a change where `watch` is set. `bill` is the whole
    of it. Whoever may not pay (`may_pay`) is told so instead.
    With `choices` the form has more to it, and `errors` may stand at its inputs. `save_words` are what a customer agrees to
    who ticks `save_card`. `files` are shown below `files_url`. A `preview` says that it is one.
    """

    shell: Shell
    nonce: str
    state: PaymentState
    invoice_number: str
    currency: str
    amount: int
    title: str | None = None
    due_on: date | str | None = None
    pay_action: str | None = None
    how_to_pay: str | None = None
    receipt_url: str | None = None
    back_url: str | None = None
    settles_on: date | str | None = None
    failure: str | None = None
    watch: bool = False
    pdf_url: str | None = None
    bill: InvoiceFigures | None = None
    may_pay: bool = True
    files: Sequence[Shown] = ()
    files_url: str = ""
    preview: bool = False
    choices: PayChoices | None = None
    refunds: Sequence[GivenBack] = ()
    errors: Sequence[FieldError] = ()
    card: CardBox | None = None
    save_words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """`customer/receipt.html`: made to be printed. Amounts are in minor units of `currency`."""

    shell: Shell
    receipt_number: str
    invoice_number: str
    customer_name: str
    currency: str
    lines: Sequence[ReceiptLine]
    subtotal: int
    tax: int
    total: int
    amount_paid: int
    paid_at: datetime | str
    method: str
    balance: int
    discount: int = 0
    customer_address: str | None = None
    pdf_url: str | None = None
    refunds: Sequence[GivenBack] = ()
    tip: int = 0
