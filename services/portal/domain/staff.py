"""The people of the office."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.contact import read_email
from services.portal.domain.errors import InvalidChoice
from services.portal.domain.team_errors import LastOwner
from services.portal.domain.text import read_name_of
from shared.ids import new_id
from shared.words import say

Role = Literal["owner", "office", "viewer"]
ROLES: tuple[Role, ...] = get_args(Role)
MAX_NAME = 100


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
    signed_out_at: Mapped[datetime | None] = mapped_column(default=None)
    """Whatever signed in as them before this moment does so no more."""

    proven_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they first opened a link that was mailed to their address; anybody may sign up with anybody's."""

    @property
    def is_owner(self) -> bool:
        return self.role == "owner"

    def rename(self, name: str) -> None:
        """Raises `InvalidText`."""
        self.name = read_name(name)

    def take_role(self, role: str, team: Iterable["Staff"]) -> None:
        """Raises `InvalidChoice`, or `LastOwner` where nobody else of the `team` would own the workspace."""
        wanted = read_role(role)
        if wanted != "owner":
            self.check_may_go(team)
        self.role = wanted

    def check_may_go(self, team: Iterable["Staff"]) -> None:
        """Raises `LastOwner` where the `team` would be left without an owner."""
        if self.is_owner and not any(other.is_owner for other in team if other.id != self.id):
            raise LastOwner(say("{name} is the only owner. Make somebody else an owner first.", name=self.name))

    def prove(self, now: datetime) -> None:
        """They have opened a link that was mailed to them."""
        self.proven_at = self.proven_at or now

    def sign_out(self, now: datetime) -> None:
        """Access tokens from before now are good for nothing."""
        self.signed_out_at = now


def read_role(role: str) -> Role:
    """`role` itself; raises `InvalidChoice`."""
    for known in ROLES:
        if known == role:
            return known
    raise InvalidChoice(f"role must be one of {', '.join(ROLES)}.", field="role")


def read_name(name: str) -> str:
    """`name` trimmed; raises `InvalidText`."""
    return read_name_of(name, "name", limit=MAX_NAME)


def hire(
    workspace_id: UUID, *, email: str, role: Role, password_hash: str, now: datetime, name: str | None = None
) -> Staff:
    """A new member of the office, called by the first part of their address unless they have a name."""
    address = read_email(email, field="owner_email" if role == "owner" else "email")
    return Staff(
        id=new_id(),
        workspace_id=workspace_id,
        email=address,
        name=name or address.partition("@")[0],
        role=role,
        password_hash=password_hash,
        created_at=now,
    )
