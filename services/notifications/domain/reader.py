"""In which language a customer is written to: a projection of what quotes tells, by the addresses they are reached at."""

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base


class Reader(Base, kw_only=True):
    """A customer who is written to in a language of their own."""

    __tablename__ = "readers"
    __table_args__ = (Index(None, "workspace_id", "email"), Index(None, "workspace_id", "phone"))

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    email: Mapped[str | None]
    """In lower case, as it is compared."""
    phone: Mapped[str | None]
    language: Mapped[str]
