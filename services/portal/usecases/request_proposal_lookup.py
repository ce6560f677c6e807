"""Somebody asks for the links of what is open for them."""

from uuid import UUID

from services.portal.domain.contact import Contact
from shared.database.session import Session
from shared.events.portal import ProposalLookupRequested
from shared.ids import new_id
from shared.messaging.outbox import publish


def request_proposal_lookup(
    session: Session, *, workspace_id: UUID, contact: Contact, record_type: str | None = None
) -> None:
    """Has whatever is open for `contact` sent to the address on file. Nobody learns here whether there is anything.

    With a `record_type` no more than what there is of that type.
    """
    requested = ProposalLookupRequested(
        workspace_id=workspace_id,
        lookup_id=new_id(),
        email=contact.email,
        phone=contact.phone,
        record_type=record_type,
    )
    publish(session, requested)
