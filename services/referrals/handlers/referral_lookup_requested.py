"""Somebody asks for their link to share, in a portal that shows nothing: it goes to the address on file, if there is one."""

from shared.database.session import Session
from shared.events.portal import ReferralLookupRequested
from shared.messaging.outbox import enqueue


def handle(session: Session, event: ReferralLookupRequested) -> None:
    # Where the link leads is in the settings, which a task has.
    enqueue(
        session,
        "referrals.answer_lookup",
        workspace_id=str(event.workspace_id),
        lookup_id=str(event.lookup_id),
        email=event.email,
    )
