"""Numbers that people read out on the phone: one after the other, per workspace."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base

INVOICES = "invoices"
FIRST = 1001


class Counter(Base, kw_only=True):
    """The last number given out under a name."""

    __tablename__ = "counters"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


def invoice_number(position: int) -> str:
    """The number of an invoice as people read it, such as INV-1001."""
    return f"INV-{position}"
