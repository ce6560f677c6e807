"""Somebody signs out of the office."""

from services.portal.domain.sessions import token_hash
from services.portal.queries.sessions import find_session
from shared.clock import utc_now
from shared.database.session import Session


def end_session(session: Session, *, token: str) -> None:
    """Has the browser session of `token` end now; one that is not known has ended already."""
    found = find_session(session, token_hash(token))
    if found is not None:
        found.revoke(utc_now())
