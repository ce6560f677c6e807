"""Move a lead along the pipeline."""

from uuid import UUID

from services.quotes.domain.lead import Lead, LeadStatus
from services.quotes.domain.origin import Origin
from services.quotes.queries.leads import lock_lead
from services.quotes.usecases.record_lead import record_lead
from shared.database.session import Session


def move_lead(session: Session, *, workspace_id: UUID, lead_id: UUID, status: LeadStatus, origin: Origin) -> Lead:
    """The office has got so far with it; pressing the same twice is told once."""
    lead = lock_lead(session, workspace_id, lead_id)
    if lead.move(status, origin.at):
        record_lead(session, lead=lead, action=status, origin=origin)
    return lead
