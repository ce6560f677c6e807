"""A script signs in with a password."""

from services.portal.domain.sessions import new_token, refresh_token
from services.portal.domain.staff import Staff
from shared.clock import utc_now
from shared.database.session import Session
from shared.ids import new_id


def issue_tokens(session: Session, *, staff: Staff) -> str:
    """The first refresh token of a new family for `staff`, whose password has been checked."""
    token = new_token()
    session.add(refresh_token(staff.workspace_id, staff.id, new_id(), token, utc_now()))
    return token
