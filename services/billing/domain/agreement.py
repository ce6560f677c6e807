"""What a customer has agreed to, as quotes has told: what the invoice of the work is made from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.invoice_lines import InvoiceLine


class Agreement(Base, kw_only=True):
    """One accepted estimate with its lines, discounts and taxes as they were signed, and its job."""

    __tablename__ = "agreements"
    __table_args__ = (Index(None, "workspace_id", "job_id"),)

    estimate_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[str]
    title: Mapped[str]
    currency: Mapped[str]
    total: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[list[dict[str, Any]]]
    customer_id: Mapped[UUID]
    customer_name: Mapped[str]
    customer_email: Mapped[str | None]
    job_id: Mapped[UUID]
    accepted_at: Mapped[datetime]
    completed_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)

    def invoice_lines(self) -> list[InvoiceLine]:
        """The lines to be invoiced; all in one where the lines were not told."""
        return [InvoiceLine.kept(line) for line in self.lines] or [
            InvoiceLine.single(f"{self.number} {self.title}", self.total)
        ]
