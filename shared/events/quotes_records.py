"""What the events of quotes hold lists of."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class AcceptedLine(BaseModel):
    """One line of what was agreed: `amount` is quantity times unit price; it adds that less `discount`, plus `tax`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    description: str
    quantity: str
    unit_price: int
    amount: int
    discount: int
    tax: int
    tax_rate: str | None = None


class ContactOnFile(BaseModel):
    """Somebody who speaks for a customer, and what they may do for them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    contact_id: UUID
    name: str
    email: str | None = None
    phone: str | None = None
    may_sign: bool = False
    may_pay: bool = False
    gets_copies: bool = False


class FoundRecord(BaseModel):
    """One estimate that is open for its customer, with its link; `kind` is what the link shows it as."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    estimate_id: UUID
    number: str
    title: str
    kind: str
    customer_id: UUID
    customer_name: str
    link: str
    currency: str
    total_from: int
    expires_on: date | None = None
