"""Addresses that are not written to any more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base


class Suppression(Base, kw_only=True):
    """An address that a workspace's messages no longer go to: it was refused for good, or its owner said so."""

    __tablename__ = "suppressions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    """As `address_key` writes it."""
    reason: Mapped[str]
    created_at: Mapped[datetime]
    detail: Mapped[str | None] = mapped_column(default=None)
    """What its mail server said."""


WHAT_TO_DO = {
    "address_refused": "Its mail server says that there is no such address. Ask the customer for the right one.",
    "bounced": "Mail to it came back for good. Ask the customer for the right address, or whether the mailbox is full.",
    "stopped": "Its owner texted STOP. Call, or write an email; by texting START they get texts again.",
    "complained": "Its owner marked a message as unwanted: follow-ups and reminders stay away, receipts and answers go on. "
    "Talk to the customer before you write again.",
    "unsubscribed": "Its owner wants no follow-ups and reminders. Everything else still goes there.",
}
"""How the office goes on, by the reason."""


def address_key(address: str) -> str:
    """`address` as addresses are compared."""
    return address.strip().casefold()
