"""What the office may say of an invoice."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from services.billing.domain.channel import Channel
from services.billing.domain.invoice_lines import MAX_LINES, MAX_WORTH, InvoiceLine
from services.billing.domain.offline_payment import Method

_DIGITS = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"
_PARTS = r"^0(\.[0-9]{1,6})?$|^1(\.0{1,6})?$"


def _whole(value: Any) -> Any:
    if not isinstance(value, int) or isinstance(value, bool):
        message = "must be a whole number of minor units, such as 1250 for $12.50"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns ValueErrors into refusals
    return value


def _words(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


Minor = Annotated[int, BeforeValidator(_whole)]
Amount = Annotated[Minor, Field(gt=0, le=MAX_WORTH)]
Words = Annotated[str, BeforeValidator(_words), StringConstraints(min_length=1, max_length=500)]
Note = Annotated[str, BeforeValidator(_words), StringConstraints(max_length=2000)]


class Body(BaseModel):
    """Names that are not known are refused, as they may be misspelt ones that are."""

    model_config = ConfigDict(extra="forbid")


class LineBody(Body):
    """`quantity` and `tax_rate` are decimal strings: "2.5", and "0.0825" for 8.25 %."""

    description: Words
    unit_price: Annotated[Minor, Field(ge=-MAX_WORTH, le=MAX_WORTH)]
    quantity: Annotated[str, StringConstraints(pattern=_DIGITS)] = "1"
    tax_rate: Annotated[str, StringConstraints(pattern=_PARTS)] = "0"

    def line(self) -> InvoiceLine:
        return InvoiceLine.of(self.description, Decimal(self.quantity), self.unit_price, Decimal(self.tax_rate))


Lines = Annotated[list[LineBody], Field(min_length=1, max_length=MAX_LINES)]


class NewInvoice(Body):
    """Of an accepted `estimate_id` or of its `job_id`; or else by hand, for `customer_id` with a title and lines.

    `customer_name` and `customer_email` are for a customer billing has not been told of.
    """

    estimate_id: UUID | None = None
    job_id: UUID | None = None
    customer_id: UUID | None = None
    customer_name: Words | None = None
    customer_email: Annotated[str, StringConstraints(max_length=254)] | None = None
    title: Words | None = None
    lines: Lines | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    due_on: date | None = None
    note: Note | None = None


class InvoiceChange(Body):
    """What is left out stays as it is."""

    title: Words | None = None
    lines: Lines | None = None
    due_on: date | None = None
    note: Note | None = None


class Sending(Body):
    """By email or sms; where it is left out by email, or by sms where there is but a phone number on file."""

    channel: Channel | None = None


class Voiding(Body):
    """Why, for the office's own record and for other systems."""

    reason: Note = ""


class PaymentBody(Body):
    """Money that has come without Stripe; all that is due where `amount` is left out."""

    amount: Amount | None = None
    method: Method
    reference: Annotated[str, BeforeValidator(_words), StringConstraints(max_length=200)] | None = None
    received_on: date | None = None


class RefundBody(Body):
    """All that is there, where `amount` is left out."""

    amount: Amount | None = None
    reason: Annotated[str, BeforeValidator(_words), StringConstraints(max_length=500)] | None = None
