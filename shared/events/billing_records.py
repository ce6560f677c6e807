"""What the events of billing hold lists of."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class FoundInvoice(BaseModel):
    """One invoice that is open for its customer, with its link."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    invoice_id: UUID
    number: str
    kind: str
    title: str
    customer_id: UUID
    customer_name: str
    currency: str
    amount_due: int
    due_on: date
    link: str
