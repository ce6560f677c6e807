"""A customer asks to sign in."""

from uuid import UUID

from services.portal.domain.contact import Contact
from services.portal.domain.sign_in import sign_in_of
from services.portal.queries.sign_ins import forget_sign_ins
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import SignInRequested
from shared.messaging.outbox import publish


def request_sign_in(session: Session, *, workspace_id: UUID, contact: Contact, mark: str, carried_out: bool) -> UUID:
    """Has a link and a code sent to `contact`, if it is on file; nobody learns here whether it is. The sign-in's id.

    One that is not `carried_out` sends nothing, and leaves a sign-in that belongs to nobody: a code that was never sent must
    not be worth guessing.
    """
    now = utc_now()
    forget_sign_ins(session, now)
    sign_in = sign_in_of(workspace_id, contact if carried_out else Contact(), mark, now)
    session.add(sign_in)
    if carried_out:
        requested = SignInRequested(
            workspace_id=workspace_id,
            sign_in_id=sign_in.id,
            email=contact.email,
            phone=contact.phone,
            expires_at=sign_in.expires_at,
        )
        publish(session, requested)
    return sign_in.id
