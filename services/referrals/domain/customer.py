"""What referrals knows of a customer: a projection of what quotes and billing tell, never edited here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base
from services.referrals.domain.contact import Contact, contact, email_key


class Customer(Base, kw_only=True):
    """Somebody whom the business works for, and who may recommend it."""

    __tablename__ = "customers"
    __table_args__ = (
        Index(None, "workspace_id", "customer_id"),
        Index(None, "workspace_id", "email_key"),
        Index(None, "workspace_id", "phone"),
    )

    id: Mapped[UUID] = mapped_column("customer_id", primary_key=True)
    workspace_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None]
    created_at: Mapped[datetime]
    # The release before this one knew neither of these.
    email_key: Mapped[str | None] = mapped_column(default=None)
    """The address as it is compared."""
    phone: Mapped[str | None] = mapped_column(default=None)

    @property
    def contact(self) -> Contact:
        return contact(self.email, self.phone)

    def go_by(self, name: str, *, email: str | None, phone: str | None) -> None:
        """Is called, and reached, like this from now on."""
        self.name, self.email, self.phone, self.email_key = name, email, phone, email_key(email)


class AcceptedEstimate(Base, kw_only=True):
    """An estimate that a customer has signed; one row each, so that none counts twice."""

    __tablename__ = "accepted_estimates"
    __table_args__ = (Index(None, "workspace_id", "customer_id"),)

    estimate_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    accepted_at: Mapped[datetime]


class PaidInvoice(Base, kw_only=True):
    """An invoice that a customer has paid; one row each, so that none counts twice."""

    __tablename__ = "paid_invoices"
    __table_args__ = (Index(None, "workspace_id", "customer_id"),)

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    currency: Mapped[str]
    total: Mapped[int] = mapped_column(BigInteger)
    paid_at: Mapped[datetime]
    refunded: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))
    """What of it has gone back."""

    @property
    def is_kept(self) -> bool:
        """Whether anything of it has stayed."""
        return self.refunded < self.total
