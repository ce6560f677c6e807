"""Customers' sessions, as they are looked up: by the browser's token, which tells the customers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from services.portal.domain.customer_session import CustomerSession
from shared.database.session import Session


def sessions_of_browser(session: Session, token_hash: str, now: datetime) -> Sequence[CustomerSession]:
    """The customers, of all workspaces, whom the browser with this token may act for at `now`; the oldest first."""
    good = CustomerSession.token_hash == token_hash, CustomerSession.expires_at > now
    return session.scalars(select(CustomerSession).where(*good).order_by(CustomerSession.id)).all()


def extend_sessions(session: Session, token_hash: str, until: datetime) -> None:
    """Has all sessions of the browser, in all workspaces, last until then."""
    mine = CustomerSession.token_hash == token_hash
    session.execute(update(CustomerSession).where(mine).values(expires_at=until))


def end_sessions(session: Session, token_hash: str) -> None:
    """Forgets what the browser with this token could do, in all workspaces."""
    session.execute(delete(CustomerSession).where(CustomerSession.token_hash == token_hash))


def end_session_of(session: Session, workspace_id: UUID, session_id: UUID) -> None:
    """Forgets the one session."""
    mine = CustomerSession.workspace_id == workspace_id, CustomerSession.id == session_id
    session.execute(delete(CustomerSession).where(*mine))


def end_everywhere(session: Session, *, parties: Collection[UUID], marks: Collection[str]) -> None:
    """Forgets every session of these people, and of these addresses, in all browsers and all workspaces."""
    theirs = or_(CustomerSession.party_id.in_(parties), CustomerSession.address_mark.in_(marks))
    session.execute(delete(CustomerSession).where(theirs))


def forget_sessions(session: Session, before: datetime) -> None:
    """Deletes what expired before that time, of all workspaces."""
    session.execute(delete(CustomerSession).where(CustomerSession.expires_at < before))
