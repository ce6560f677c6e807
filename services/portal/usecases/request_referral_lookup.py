"""Somebody asks for their link to share, in a portal that shows nothing."""

from uuid import UUID

from shared.database.session import Session
from shared.events.portal import ReferralLookupRequested
from shared.ids import new_id
from shared.messaging.outbox import publish


def request_referral_lookup(session: Session, *, workspace_id: UUID, email: str) -> None:
    """Has the link sent to the address on file, if it is one. Nobody learns here whether it is."""
    publish(session, ReferralLookupRequested(workspace_id=workspace_id, lookup_id=new_id(), email=email))
