"""Somebody of the office signs out wherever they are signed in."""

from uuid import UUID

from services.portal.domain.staff import Staff
from services.portal.queries.sessions import end_sessions_of
from services.portal.queries.staff import lock_member
from shared.clock import utc_now
from shared.database.session import Session


def sign_out_everywhere(session: Session, *, workspace_id: UUID, staff_id: UUID) -> Staff:
    """Every browser session, refresh token and access token of theirs ends now."""
    staff = lock_member(session, workspace_id, staff_id)
    end_sessions_of(session, workspace_id, staff_id)
    staff.sign_out(utc_now())
    return staff
