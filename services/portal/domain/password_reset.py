"""Somebody of an office who has forgotten their password. The link they are mailed is a ticket of the row's id, kept nowhere."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.team_errors import PasswordLinkOver
from shared.ids import new_id

LIFETIME = timedelta(hours=1)


class PasswordReset(Base, kw_only=True):
    """One link by which one member sets a new password; the row goes once any of theirs has been used."""

    __tablename__ = "password_resets"
    __table_args__ = (Index(None, "staff_id"), Index(None, "expires_at"))

    id: Mapped[UUID] = mapped_column("reset_id", primary_key=True)
    workspace_id: Mapped[UUID]
    staff_id: Mapped[UUID] = mapped_column(belongs_to("staff.staff_id"))
    expires_at: Mapped[datetime]


def over() -> PasswordLinkOver:
    """The refusal of one that is not good any more, whatever became of it."""
    return PasswordLinkOver("This link has been used, or its hour is over. Ask for a new one.")


def password_reset(workspace_id: UUID, staff_id: UUID, now: datetime) -> PasswordReset:
    """The reset that somebody has asked for now."""
    return PasswordReset(id=new_id(), workspace_id=workspace_id, staff_id=staff_id, expires_at=now + LIFETIME)
