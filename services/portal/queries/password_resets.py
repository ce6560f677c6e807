"""Links that set a new password, as they are looked up: by the link, which tells whose it is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from services.portal.domain.password_reset import PasswordReset
from services.portal.domain.staff import Staff
from shared.database.session import Session


def find_reset(session: Session, reset_id: UUID, now: datetime) -> tuple[PasswordReset, Staff] | None:
    """The reset, of all workspaces, and whose it is, if it is good at `now`."""
    mine = PasswordReset.id == reset_id, PasswordReset.expires_at > now
    query = select(PasswordReset, Staff).join(Staff, Staff.id == PasswordReset.staff_id).where(*mine)
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


def forget_resets(session: Session, workspace_id: UUID, staff_id: UUID) -> None:
    """Has no link set a password of this member any more."""
    mine = PasswordReset.workspace_id == workspace_id, PasswordReset.staff_id == staff_id
    session.execute(delete(PasswordReset).where(*mine))


def forget_expired_resets(session: Session, before: datetime) -> None:
    """Deletes what expired before that time, of all workspaces."""
    session.execute(delete(PasswordReset).where(PasswordReset.expires_at < before))
