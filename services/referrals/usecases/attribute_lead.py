"""Attribute a lead to whoever recommended the business."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.referrals.domain.contact import Contact
from services.referrals.domain.referral import Referral, not_credited
from services.referrals.queries.customers import customer_reached_at, lock_customer
from services.referrals.queries.referral_codes import find_code
from services.referrals.queries.referrals import is_referred, referral_of_lead
from shared.database.session import Session
from shared.events.referrals import ReferralAttributed
from shared.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who wants an estimate."""

    id: UUID
    name: str
    contact: Contact
    at: datetime


def attribute_lead(session: Session, *, workspace_id: UUID, lead: Lead, code: str) -> None:
    """Attributes it once; a code that nobody has is as good as none. Who recommends themselves is not credited."""
    found = find_code(session, code)
    if found is None or found.workspace_id != workspace_id or referral_of_lead(session, workspace_id, lead.id):
        return
    # The referrer's lock keeps two leads of the same friend from both being the first.
    referrer = lock_customer(session, workspace_id, found.customer_id)
    known = customer_reached_at(session, workspace_id, lead.contact, before=lead.at)
    is_known = known is not None or is_referred(session, workspace_id, lead.contact)
    referral = Referral(
        id=new_id(),
        workspace_id=workspace_id,
        code=found.code,
        referrer_id=referrer.id,
        lead_id=lead.id,
        friend_name=lead.name,
        friend_email_key=lead.contact.email,
        friend_phone=lead.contact.phone,
        reason=not_credited(lead.contact, referrer.contact, is_known=is_known),
        created_at=lead.at,
    )
    session.add(referral)
    publish(
        session,
        ReferralAttributed(
            workspace_id=workspace_id,
            referral_id=referral.id,
            lead_id=lead.id,
            code=found.code,
            referrer_id=referrer.id,
            referrer_name=found.shown_name or referrer.name,
            friend_name=lead.name,
            credited=referral.reason is None,
            reason=referral.reason,
        ),
    )
