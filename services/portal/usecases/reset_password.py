"""Somebody sets a new password by the link they were mailed."""

from uuid import UUID

from services.portal.domain.password_reset import over
from services.portal.domain.staff import Staff
from services.portal.queries.password_resets import find_reset
from services.portal.queries.staff import lock_member
from services.portal.usecases.change_password import change_password
from shared.clock import utc_now
from shared.database.session import Session


def reset_password(
    session: Session, *, workspace_id: UUID, staff_id: UUID, reset_id: UUID, password_hash: str
) -> Staff:
    """Uses the link up, and all others of theirs; raises `PasswordLinkOver` where it is not good any more."""
    # Of two at the same moment the second waits here, and finds the link gone.
    staff = lock_member(session, workspace_id, staff_id)
    now = utc_now()
    found = find_reset(session, reset_id, now)
    if found is None or found[1].id != staff_id:
        raise over()
    staff.prove(now)
    return change_password(session, workspace_id=workspace_id, staff_id=staff_id, password_hash=password_hash)
