"""Browser sessions and refresh tokens, as they are looked up: by the secret itself, which tells the workspace."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from services.portal.domain.sessions import OfficeSession, RefreshToken
from shared.database.session import Session


def find_session(session: Session, token_hash: str) -> OfficeSession | None:
    """The browser session, of all workspaces, whose token has this hash, good or not."""
    return session.scalar(select(OfficeSession).where(OfficeSession.token_hash == token_hash))


def lock_refresh_token(session: Session, token_hash: str) -> RefreshToken | None:
    """The refresh token, of all workspaces, with this hash, good or not, held until the transaction ends."""
    mine = select(RefreshToken).where(RefreshToken.token_hash == token_hash)
    return session.scalar(mine.with_for_update())


def revoke_family(session: Session, workspace_id: UUID, family_id: UUID, now: datetime) -> None:
    """Ends every refresh token of the family."""
    mine = (RefreshToken.workspace_id == workspace_id) & (RefreshToken.family_id == family_id)
    session.execute(update(RefreshToken).where(mine, RefreshToken.revoked_at.is_(None)).values(revoked_at=now))


def end_sessions_of(session: Session, workspace_id: UUID, staff_id: UUID) -> None:
    """Forgets every browser session and every refresh token of the member."""
    for kept in (OfficeSession, RefreshToken):
        session.execute(delete(kept).where(kept.workspace_id == workspace_id, kept.staff_id == staff_id))


def forget_expired(session: Session, before: datetime) -> None:
    """Deletes what expired before that time, of all workspaces."""
    session.execute(delete(OfficeSession).where(OfficeSession.expires_at < before))
    session.execute(delete(RefreshToken).where(RefreshToken.expires_at < before))
