"""A customer who is signed in, in one browser. Names nobody: who they are, quotes tells at each page, if it still holds."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base
from shared.ids import new_id

SESSION_LIFETIME = timedelta(days=30)
"""Counted from the last visit."""
_EXTEND_AFTER = timedelta(days=1)


class CustomerSession(Base, kw_only=True):
    """One customer whom a browser may act for. An address that several customers share has a row for each of them.

    The token is of the browser: of its rows the one that is `chosen` is whose pages it shows.
    """

    __tablename__ = "customer_sessions"
    __table_args__ = (
        UniqueConstraint("token_hash", "customer_id"),
        Index(None, "customer_id"),
        Index(None, "party_id"),
        Index(None, "address_mark"),
        Index(None, "expires_at"),
    )

    id: Mapped[UUID] = mapped_column("session_id", primary_key=True)
    workspace_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    party_id: Mapped[UUID]
    """The customer themselves, or the one of their contacts whose address it was."""
    token_hash: Mapped[str]
    address_mark: Mapped[str]
    """Which address was proven, not to be read: while it is on file for them, and no longer, the session is good."""
    chosen: Mapped[bool]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    def is_to_be_extended(self, now: datetime) -> bool:
        """Whether its time is to be counted anew: not at each page, which is to be read without writing."""
        return self.expires_at - now < SESSION_LIFETIME - _EXTEND_AFTER


def customer_session(
    *,
    workspace_id: UUID,
    customer_id: UUID,
    party_id: UUID,
    token_hash: str,
    address_mark: str,
    chosen: bool,
    now: datetime,
) -> CustomerSession:
    """The session of a customer whose address has been proven now."""
    return CustomerSession(
        id=new_id(),
        workspace_id=workspace_id,
        customer_id=customer_id,
        party_id=party_id,
        token_hash=token_hash,
        address_mark=address_mark,
        chosen=chosen,
        created_at=now,
        expires_at=now + SESSION_LIFETIME,
    )
