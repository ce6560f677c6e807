"""Somebody who is asked to join an office, until they do. The link they are mailed is a ticket of the row's id, kept nowhere."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.contact import read_email
from services.portal.domain.staff import read_name, read_role
from services.portal.domain.team_errors import InvitationOver
from shared.ids import new_id

LIFETIME = timedelta(days=7)
KEPT = timedelta(days=30)
"""How long one that is over stays on the list, to be sent again; then the name and the address are forgotten."""


class Invitation(Base, kw_only=True):
    """One address that is invited; the row goes once it has been answered or withdrawn."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("workspace_id", "email"), Index(None, "expires_at"))

    id: Mapped[UUID] = mapped_column("invitation_id", primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"))
    email: Mapped[str]
    """Trimmed, in lower case."""
    name: Mapped[str]
    role: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    def check(self, now: datetime) -> None:
        """Raises `InvitationOver` once its days are over."""
        if now >= self.expires_at:
            raise over()

    def renew(self, now: datetime) -> None:
        """Good for as long as a new one, by the same link."""
        self.expires_at = now + LIFETIME


def over() -> InvitationOver:
    """The refusal of one that is not good any more, whatever became of it."""
    return InvitationOver("This invitation has been used or withdrawn, or its seven days are over. Ask for a new one.")


def invitation(workspace_id: UUID, *, email: str, name: str, role: str, now: datetime) -> Invitation:
    """An invitation made now; raises an `Invalid` that names the field at fault."""
    return Invitation(
        id=new_id(),
        workspace_id=workspace_id,
        email=read_email(email, field="email"),
        name=read_name(name),
        role=read_role(role),
        created_at=now,
        expires_at=now + LIFETIME,
    )
