"""Answer somebody who wants to sign in by an email address or phone number."""

from uuid import UUID

from services.quotes.queries.parties import find_parties
from shared.database.session import Session
from shared.events.quotes_answers import SignInAnswered
from shared.messaging.outbox import publish


def answer_sign_in(
    session: Session,
    *,
    workspace_id: UUID | None,
    sign_in_id: UUID,
    email_key: str | None,
    phone: str | None,
) -> None:
    """Has a link and a code sent to the address on file; does nothing where it is not on file. None is any workspace."""
    found = find_parties(session, workspace_id=workspace_id, email_key=email_key, phone=phone)
    if not found:
        return
    # One message, whosever customers they are: which of them they want to be, they say once they are in.
    party = found[0]
    publish(
        session,
        SignInAnswered(
            workspace_id=party.customer.workspace_id,
            sign_in_id=sign_in_id,
            name=party.name if len(found) == 1 else "",
            email=party.email if email_key else None,
            phone=None if email_key else party.phone,
        ),
    )
