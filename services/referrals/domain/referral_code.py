"""Referral codes: short enough to be told over the fence."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is read or heard as something else: no 0 and O, 1, I and L, no U for V."""
LENGTH = 8


class ReferralCode(Base, kw_only=True):
    """The code of one customer. Unique among all workspaces: the link that carries it names none."""

    __tablename__ = "referral_codes"
    __table_args__ = (UniqueConstraint("customer_id"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID]
    created_at: Mapped[datetime]
    shown_name: Mapped[str | None] = mapped_column(default=None)
    """As whom the customer wants to recommend, where they have said so."""


def draw_code() -> str:
    """A code that nobody could guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def share_url(base: str, code: str) -> str:
    """The link that a customer shares."""
    return f"{base}/r/{code}"
