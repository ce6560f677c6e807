"""Money that has not come through Stripe: a cheque, cash, a transfer to the business's own account."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base

Method = Literal["cash", "cheque", "bank_transfer", "card_terminal", "other"]


class OfflinePayment(Base, kw_only=True):
    """One payment that the office has recorded. It is never changed; what was wrong is given back."""

    __tablename__ = "offline_payments"
    __table_args__ = (
        CheckConstraint("amount > 0", name="brings_something"),
        Index(None, "workspace_id", "invoice_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    method: Mapped[Method] = mapped_column(Text)
    reference: Mapped[str | None]
    received_on: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
