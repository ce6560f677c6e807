"""Somebody has asked for an estimate: the office has a lead."""

from services.quotes.domain.lead import Enquiry
from services.quotes.usecases.create_lead import create_lead
from shared.database.session import Session
from shared.events.portal import EstimateRequested


def handle(session: Session, event: EstimateRequested) -> None:
    enquiry = Enquiry(
        name=event.name,
        email=event.email,
        phone=event.phone,
        address=event.address,
        services=event.services,
        notes=event.notes,
        referral_code=event.referral_code,
        at=event.requested_at,
    )
    create_lead(session, workspace_id=event.workspace_id, lead_id=event.request_id, enquiry=enquiry)
