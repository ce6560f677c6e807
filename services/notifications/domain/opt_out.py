"""Addresses that want no messages but those that they need."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base

OPTIONAL = frozenset({"follow_up", "estimate_reminder"})
"""The messages that nobody needs who does not want them. All others tell what has happened, or were asked for."""


class OptOut(Base, kw_only=True):
    """An address that has said so to a business."""

    __tablename__ = "opt_outs"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    """As `address_key` writes it."""
    created_at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(default=None)
    """complained, where its owner marked a message as unwanted; else nothing."""
