"""What the pages of the Pay tab are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
class PaidPage:
    """`customer/pay_return.html`: how the payment went, by number and amount."""

    shell: Shell
    state: PaymentState
    number: str
    amount: int
    currency: str
    pay_url: str
    watch: bool = False
