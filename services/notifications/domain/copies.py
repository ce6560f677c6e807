"""Copies: contacts of a customer who are mailed what the customer is, a projection of what quotes tells of them."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base

_LINKS = frozenset({"link", "receipt_link"})


class CopyAddress(Base, kw_only=True):
    """One contact who gets copies of what the customer is mailed."""

    __tablename__ = "copy_addresses"
    __table_args__ = (Index(None, "workspace_id", "customer_id"),)

    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    email: Mapped[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesOf:
    """Whose contacts are to have a copy, and on which of the signed-in customers' pages they find the record."""

    customer_id: UUID
    page: Literal["estimates", "invoices"]

    def without_links(self, context: dict[str, Any], record_id: UUID | None) -> dict[str, Any]:
        """What a copy says: its links lead to where they sign in with rights of their own, those of the customer do more."""
        return context | {
            name: _signed_in(link, f"/customer/{self.page}/{record_id}")
            for name, link in context.items()
            if name in _LINKS and link
        }


def _signed_in(link: str, path: str) -> str:
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}{path}"
