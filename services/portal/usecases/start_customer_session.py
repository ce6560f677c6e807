"""A customer has proven to own an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.portal.domain.customer_session import customer_session
from services.portal.domain.errors import SignInOver
from services.portal.domain.sessions import new_token, token_hash
from services.portal.queries.customer_sessions import end_sessions, forget_sessions
from services.portal.queries.sign_ins import lock_sign_in
from shared.clock import utc_now
from shared.database.session import Session


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom an address is on file for: a customer, or one of their contacts."""

    workspace_id: UUID
    customer_id: UUID
    party_id: UUID


def start_customer_session(
    session: Session, *, sign_in_id: UUID, parties: Sequence[Party], replaces: str | None = None
) -> str:
    """The token of a new session for whom the address of the sign-in is on file; `replaces` ends an older one.

    Uses the sign-in up; raises `SignInOver` where it was before. Of several customers none is chosen yet.
    """
    now = utc_now()
    sign_in = lock_sign_in(session, sign_in_id)
    if sign_in is None:
        raise SignInOver("This sign-in link has been used, or its ten minutes are over. Ask for a new one.")
    sign_in.use(now)
    forget_sessions(session, now)
    if replaces:
        end_sessions(session, token_hash(replaces))
    token = new_token()
    session.add_all(
        customer_session(
            workspace_id=party.workspace_id,
            customer_id=party.customer_id,
            party_id=party.party_id,
            token_hash=token_hash(token),
            address_mark=sign_in.address_mark,
            chosen=len(parties) == 1,
            now=now,
        )
        for party in parties
    )
    return token
