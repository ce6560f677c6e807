"""Somebody wants an estimate, and perhaps came by a shared link: the one who shared it is credited."""

from services.referrals.domain.contact import contact
from services.referrals.usecases.attribute_lead import Lead, attribute_lead
from shared.database.session import Session
from shared.events.quotes import LeadCreated


def handle(session: Session, event: LeadCreated) -> None:
    if event.referral_code is None:
        return
    lead = Lead(event.lead_id, event.name, contact(event.email, event.phone), event.created_at)
    attribute_lead(session, workspace_id=event.workspace_id, lead=lead, code=event.referral_code)
