"""Which record a link opens, or opened: the one place that knows which links are revoked."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, exists, select
from sqlalchemy.sql.elements import ColumnElement

from services.quotes.domain.errors import EstimateNotFound, LinkNotValid, LinkRevoked
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.link import CustomerLink, InHouse, RevokedLink, TokenLink
from shared.database.session import Session
from shared.errors import PorchlightError

Named = tuple[UUID, UUID]
"""A workspace and one of its estimates."""
_table: Table = RevokedLink.__table__  # type: ignore[assignment]


def names_of(link: CustomerLink | InHouse) -> dict[str, Any]:
    """By what `link` names its record. A random token is known before its workspace is: it takes that one's place."""
    if isinstance(link, TokenLink):
        return {"token": link.token}
    return {"workspace_id": link.workspace_id, "estimate_id": link.estimate_id}


def revoked_itself(link_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the one link of that id is revoked, as a column of a query."""
    return exists(select(_table.c.link_id).where(_table.c.link_id == link_id))


def is_revoked(session: Session, link: CustomerLink) -> bool:
    """Whether `link`, which names its workspace, is revoked by itself; one under a token never is, it is replaced."""
    return not isinstance(link, TokenLink) and session.get(RevokedLink, link.link_id) is not None


def why_nothing(session: Session, link: CustomerLink | InHouse) -> PorchlightError:
    """What is said of a `link`, which names its workspace, that opens nothing: that it was revoked, or no more than that."""
    if isinstance(link, InHouse):
        return EstimateNotFound(f"There is no estimate {link.estimate_id} in this workspace.")
    former = session.get(RevokedLink, link.link_id) if isinstance(link, TokenLink) else None
    if former is not None:
        return LinkRevoked(former.workspace_id)
    return LinkNotValid("This link does not work. Check that it was copied whole, or use the newest email.")


def find_linked(session: Session, link: CustomerLink) -> Named:
    """The record that `link`, which names its workspace, opens or once opened; raises `LinkNotValid`, for drafts too."""
    former = session.get(RevokedLink, link.link_id) if isinstance(link, TokenLink) else None
    if former is not None:
        return former.workspace_id, former.estimate_id
    shown = select(Estimate.workspace_id, Estimate.id).where(Estimate.sent_at.is_not(None))
    if isinstance(link, TokenLink):
        shown = shown.where(Estimate.public_token == link.token)
    else:
        shown = shown.where(Estimate.workspace_id == link.workspace_id, Estimate.id == link.estimate_id)
    found = session.execute(shown).one_or_none()
    if found is None:
        raise why_nothing(session, link)
    return found[0], found[1]
