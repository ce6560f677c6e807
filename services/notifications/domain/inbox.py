"""The office's in-app inbox: notices in one order per workspace, and how far each member has read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base

WAKE = "inbox"
"""The signal that wakes whoever waits for notices."""


class InboxItem(Base, kw_only=True):
    """One notice. `position` counts up per workspace in the order of the commits: a reader's cursor misses none."""

    __tablename__ = "inbox_items"
    __table_args__ = (
        UniqueConstraint("cause_id", "template"),
        Index(None, "workspace_id", "position", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    position: Mapped[int]
    cause_id: Mapped[UUID]
    template: Mapped[str]
    staff_id: Mapped[UUID | None] = mapped_column(default=None)
    """Whom it is for; None is everybody of the office."""
    title: Mapped[str]
    text: Mapped[str]
    url: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[UUID | None]
    at: Mapped[datetime]


class ReadMark(Base, kw_only=True):
    """How far one member of the office has read."""

    __tablename__ = "read_marks"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    up_to: Mapped[int]
