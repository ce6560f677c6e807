"""Somebody has looked up what is open for an email address or phone number."""

from services.quotes.usecases.answer_lookup import answer_lookup
from shared.database.session import Session
from shared.events.portal import ProposalLookupRequested


def handle(session: Session, event: ProposalLookupRequested) -> None:
    answer_lookup(
        session,
        workspace_id=event.workspace_id,
        lookup_id=event.lookup_id,
        email_key=event.email,
        phone=event.phone,
        record_type=event.record_type,
    )
