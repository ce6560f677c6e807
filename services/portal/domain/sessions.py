"""How the office stays signed in: browser sessions, and the refresh tokens of scripts.

Kept hashed, so that whoever reads the database signs in as nobody.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from shared.ids import new_id

SESSION_LIFETIME = timedelta(hours=12)
REFRESH_LIFETIME = timedelta(days=30)


class OfficeSession(Base, kw_only=True):
    """One browser in which somebody is signed in to the office."""

    __tablename__ = "office_sessions"
    __table_args__ = (Index(None, "staff_id"), Index(None, "expires_at"))

    id: Mapped[UUID] = mapped_column("session_id", primary_key=True)
    workspace_id: Mapped[UUID]
    staff_id: Mapped[UUID] = mapped_column(belongs_to("staff.staff_id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)

    def revoke(self, now: datetime) -> None:
        """Good for nothing from now on."""
        self.revoked_at = self.revoked_at or now


class RefreshToken(Base, kw_only=True):
    """One link of a chain (`family_id`) that began with a password. Each is used once, for the next one."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index(None, "family_id"), Index(None, "staff_id"), Index(None, "expires_at"))

    id: Mapped[UUID] = mapped_column("refresh_token_id", primary_key=True)
    workspace_id: Mapped[UUID]
    staff_id: Mapped[UUID] = mapped_column(belongs_to("staff.staff_id"))
    family_id: Mapped[UUID]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)

    def good_at(self, now: datetime) -> bool:
        """Whether it may be used at `now`, for the first time."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at


def new_token() -> str:
    """256 random bits, as text."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token. It is random and long, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(workspace_id: UUID, staff_id: UUID, token: str, now: datetime) -> OfficeSession:
    """The session that `token` stands for."""
    return OfficeSession(
        id=new_id(),
        workspace_id=workspace_id,
        staff_id=staff_id,
        token_hash=token_hash(token),
        created_at=now,
        expires_at=now + SESSION_LIFETIME,
    )


def refresh_token(workspace_id: UUID, staff_id: UUID, family_id: UUID, token: str, now: datetime) -> RefreshToken:
    """The record of `token`, the newest of its family."""
    return RefreshToken(
        id=new_id(),
        workspace_id=workspace_id,
        staff_id=staff_id,
        family_id=family_id,
        token_hash=token_hash(token),
        created_at=now,
        expires_at=now + REFRESH_LIFETIME,
    )
