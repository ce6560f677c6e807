"""A script stays signed in: each refresh token is good for one use, which yields the next."""

from services.portal.domain.sessions import new_token, refresh_token, token_hash
from services.portal.domain.staff import Staff
from services.portal.queries.sessions import lock_refresh_token, revoke_family
from services.portal.queries.staff import staff_of
from shared.clock import utc_now
from shared.database.session import Session


def rotate_refresh_token(session: Session, *, token: str) -> tuple[Staff, str] | None:
    """Whose token it is and the one that follows it, or None when it is not good.

    A token that comes a second time is in two hands, one of which stole it: its whole family ends. That has to be
    kept, so nothing is raised here; the caller raises once the unit of work is done.
    """
    now = utc_now()
    found = lock_refresh_token(session, token_hash(token))
    if found is None:
        return None
    staff = staff_of(session, found.workspace_id, found.staff_id)
    if staff is None or not found.good_at(now):
        revoke_family(session, found.workspace_id, found.family_id, now)
        return None
    found.used_at = now
    fresh = new_token()
    session.add(refresh_token(found.workspace_id, staff.id, found.family_id, fresh, now))
    return staff, fresh
