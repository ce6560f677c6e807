"""Somebody whose address is on file for several customers says as which of them they want to be here."""

from uuid import UUID

from services.portal.domain.errors import CustomerSignInNeeded
from services.portal.domain.sessions import token_hash
from services.portal.queries.customer_sessions import sessions_of_browser
from shared.clock import utc_now
from shared.database.session import Session


def choose_customer(session: Session, *, token: str, session_id: UUID) -> None:
    """Has the browser show that one from now on; raises `CustomerSignInNeeded` where it may not act for them."""
    known = sessions_of_browser(session, token_hash(token), utc_now())
    if all(one.id != session_id for one in known):
        raise CustomerSignInNeeded("Sign in first.")
    for one in known:
        one.chosen = one.id == session_id
