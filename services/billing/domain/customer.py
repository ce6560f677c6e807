"""What billing knows of a customer: a projection of what quotes tells, never edited here."""

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base


class Customer(Base, kw_only=True):
    """One customer of one business, as it is on file."""

    __tablename__ = "customers"
    __table_args__ = (Index(None, "workspace_id", "email"),)

    id: Mapped[UUID] = mapped_column("customer_id", primary_key=True)
    workspace_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="", server_default="")
    """In which they are written to; empty for that of the business."""


class PayingContact(Base, kw_only=True):
    """Somebody who may pay for a customer, and finds by their own address what that customer owes."""

    __tablename__ = "paying_contacts"
    __table_args__ = (Index(None, "workspace_id", "email"), Index(None, "workspace_id", "customer_id"))

    id: Mapped[UUID] = mapped_column("contact_id", primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    email: Mapped[str]
    """In the form in which addresses are compared."""
