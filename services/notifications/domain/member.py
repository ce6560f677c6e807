"""The members of an office, as far as they are told things."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base


class Member(Base, kw_only=True):
    """One person of the office, and where mail reaches them."""

    __tablename__ = "members"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    email: Mapped[str]
