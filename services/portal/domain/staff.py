"""The people of the office."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.contact import read_email
from shared.ids import new_id

Role = Literal["owner", "office", "viewer"]


class Staff(Base, kw_only=True):
    """Somebody who signs in to the office of one workspace. Who owns two businesses is in both, with the same address."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("workspace_id", "email"), Index(None, "email"))

    id: Mapped[UUID] = mapped_column("staff_id", primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"))
    email: Mapped[str]
    """Trimmed, in lower case."""
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


def hire(workspace_id: UUID, *, email: str, role: Role, password_hash: str, now: datetime) -> Staff:
    """A new member of the office, called by the first part of their address until they say otherwise."""
    address = read_email(email, field="owner_email" if role == "owner" else "email")
    return Staff(
        id=new_id(),
        workspace_id=workspace_id,
        email=address,
        name=address.partition("@")[0],
        role=role,
        password_hash=password_hash,
        created_at=now,
    )
