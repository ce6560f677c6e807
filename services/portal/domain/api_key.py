"""A key with which a program calls the JSON API: shown once, kept as a hash, and let at what its scopes name."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.errors import ApiKeyExpired, ApiKeyRevoked, InvalidChoice
from services.portal.domain.scopes import read_scopes
from services.portal.domain.sessions import token_hash
from services.portal.domain.staff import Staff
from services.portal.domain.text import read_text
from shared.database.types import Json
from shared.ids import new_id

PREFIX = "pl_live_"
"""Every key begins so: what finds secrets in code knows it by this, and the gateway tells it from other tokens."""
MAX_NAME = 60
MOST = 50
"""How many a workspace may have at a time."""
_SHOWN = len(PREFIX) + 4
_NOTED_EVERY = timedelta(minutes=1)


class ApiKey(Base, kw_only=True):
    """One key of a workspace. It stays when whoever made it goes; once revoked it is kept, and good for nothing."""

    __tablename__ = "api_keys"
    __table_args__ = (Index(None, "workspace_id", "api_key_id"),)

    id: Mapped[UUID] = mapped_column("api_key_id", primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"))
    name: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(Json)
    begins: Mapped[str]
    """Its first characters, by which people tell keys apart."""
    key_hash: Mapped[str] = mapped_column(unique=True)
    created_by: Mapped[UUID]
    created_by_name: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    last_used_at: Mapped[datetime | None] = mapped_column(default=None)
    """To the minute: a busy key is not written at each call."""
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)

    def state_at(self, now: datetime) -> str:
        """active, expired or revoked."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "active"

    def check_good(self, now: datetime) -> None:
        """Raises `ApiKeyRevoked` or `ApiKeyExpired`. Only who has the whole key gets to hear which."""
        state = self.state_at(now)
        if state == "revoked":
            raise ApiKeyRevoked("This API key has been revoked. Ask an owner of the workspace for another one.")
        if state == "expired":
            raise ApiKeyExpired("This API key has expired. Ask an owner of the workspace for another one.")

    def is_to_be_noted(self, now: datetime) -> bool:
        """Whether its use at `now` is worth writing down."""
        return self.last_used_at is None or now - self.last_used_at >= _NOTED_EVERY

    def revoke(self, now: datetime) -> None:
        """Good for nothing from now on."""
        self.revoked_at = self.revoked_at or now


def is_api_key(token: str) -> bool:
    """Whether a bearer token claims to be an API key."""
    return token.startswith(PREFIX)


def make_key(
    owner: Staff, *, name: str, scopes: Iterable[str], expires_at: datetime | None, now: datetime
) -> tuple[ApiKey, str]:
    """A new key, and what it is called by; raises an error that names the field at fault."""
    if expires_at is not None and expires_at <= now:
        raise InvalidChoice("expires_at must be in the future, or be left out.", field="expires_at")
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        id=new_id(),
        workspace_id=owner.workspace_id,
        name=read_text(name, "name", limit=MAX_NAME),
        scopes=read_scopes(scopes),
        begins=secret[:_SHOWN],
        key_hash=token_hash(secret),
        created_by=owner.id,
        created_by_name=owner.name,
        created_at=now,
        expires_at=expires_at,
    )
    return key, secret
