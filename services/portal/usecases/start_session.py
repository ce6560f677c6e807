"""Somebody signs in to the office in a browser."""

from services.portal.domain.sessions import new_token, open_session, token_hash
from services.portal.domain.staff import Staff
from services.portal.queries.sessions import find_session, forget_expired
from shared.clock import utc_now
from shared.database.session import Session


def start_session(session: Session, *, staff: Staff, replaces: str | None = None) -> str:
    """The token of a new browser session of `staff`, whose password has been checked; `replaces` ends an older one."""
    now = utc_now()
    old = find_session(session, token_hash(replaces)) if replaces else None
    if old is not None:
        old.revoke(now)
    token = new_token()
    session.add(open_session(staff.workspace_id, staff.id, token, now))
    forget_expired(session, now)
    return token
