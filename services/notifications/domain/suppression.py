"""Addresses that are not written to any more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base


class Suppression(Base, kw_only=True):
    """An address that a workspace's messages no longer go to, because the address itself was refused for good."""

    __tablename__ = "suppressions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    """As `address_key` writes it."""
    reason: Mapped[str]
    created_at: Mapped[datetime]


def address_key(address: str) -> str:
    """`address` as addresses are compared."""
    return address.strip().casefold()
