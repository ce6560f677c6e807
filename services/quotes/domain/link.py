"""What a customer's link names: the one record it opens, and as what it is to be shown; and whether it still does."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.errors import LinkRevoked
from services.quotes.domain.kinds import Kind

LinkForm = Literal["token", "signed", "seasonal"]


@dataclass(frozen=True, slots=True)
class TokenLink:
    """A link that carries the random token kept with its record; its address may name a `view`."""

    token: str
    view: str | None = None

    @property
    def link_id(self) -> str:
        """What is kept of the link once it is revoked: its token opens the record, so that is not kept."""
        return token_id(self.token)

    @property
    def asked(self) -> tuple[str | None, ...]:
        """As what its holder wants to see the record, the weightiest first."""
        return (self.view,)


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A signed link that was found to be ours: it names its record, and as what it was sent."""

    workspace_id: UUID
    estimate_id: UUID
    purpose: Kind
    link_id: str
    issued_at: datetime
    view: str | None = None
    holder: UUID | None = None
    """The contact it was made for, whose rights it carries; without one those of the customer."""

    @property
    def asked(self) -> tuple[str | None, ...]:
        """As what its holder wants to see the record, the weightiest first."""
        return (self.view, self.purpose)


@dataclass(frozen=True, slots=True)
class InHouse:
    """No link: the office, or the house itself, looks at a record of its own, sent or not. Nothing revokes it."""

    workspace_id: UUID
    estimate_id: UUID
    view: str | None = None

    @property
    def asked(self) -> tuple[str | None, ...]:
        """As what to show the record."""
        return (self.view,)


CustomerLink = TokenLink | RecordLink


class RevokedLink(Base, kw_only=True):
    """One link that opens nothing any more, before its time. It still tells for which record a fresh one may be had."""

    __tablename__ = "revoked_links"

    link_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), index=True)
    revoked_at: Mapped[datetime]


def token_id(token: str) -> str:
    """The public name of a random token, which says nothing about it."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_not_revoked(link: CustomerLink, *, void_before: datetime | None, revoked: bool) -> None:
    """Raises `LinkRevoked` when the link itself, or all of its record that were issued until then, are revoked.

    A link under a token is good as long as its record has that token: it is revoked by giving the record another one.
    """
    if isinstance(link, TokenLink):
        return
    if revoked or (void_before is not None and link.issued_at <= void_before):
        raise LinkRevoked(link.workspace_id)
