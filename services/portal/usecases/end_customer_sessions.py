"""A customer signs out."""

from services.portal.domain.sessions import token_hash
from services.portal.queries.customer_sessions import end_everywhere, end_sessions, sessions_of_browser
from services.portal.queries.sign_ins import end_sign_ins
from shared.clock import utc_now
from shared.database.session import Session


def end_customer_sessions(session: Session, *, token: str, everywhere: bool) -> None:
    """Ends what the browser could do; `everywhere` also all other browsers of theirs, and links and codes on their way."""
    now = utc_now()
    known = sessions_of_browser(session, token_hash(token), now)
    end_sessions(session, token_hash(token))
    if everywhere:
        marks = {one.address_mark for one in known}
        end_everywhere(session, parties={one.party_id for one in known}, marks=marks)
        end_sign_ins(session, marks, now)
