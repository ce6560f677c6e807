"""Create a lead: somebody has asked for an estimate."""

from uuid import UUID

from services.quotes.domain.lead import Enquiry, lead_of, line_of
from services.quotes.domain.origin import Origin
from services.quotes.queries.leads import find_lead
from services.quotes.queries.workspaces import get_workspace
from shared.database.session import Session
from shared.events.quotes import LeadCreated
from shared.messaging.outbox import publish


def create_lead(session: Session, *, workspace_id: UUID, lead_id: UUID, enquiry: Enquiry) -> None:
    """Puts the lead into the pipeline, once, and tells everybody; raises `WorkspaceNotFound` until that is known."""
    workspace = get_workspace(session, workspace_id)
    if find_lead(session, workspace_id, lead_id) is not None:
        return
    lead = lead_of(enquiry, lead_id=lead_id, workspace_id=workspace_id, hours=workspace.business_hours)
    asked = Origin(at=enquiry.at, actor_kind="customer", actor_name=enquiry.name)
    session.add_all([lead, line_of(lead, "created", asked)])
    publish(
        session,
        LeadCreated(
            workspace_id=workspace_id,
            lead_id=lead.id,
            name=lead.name,
            email=lead.email,
            phone=lead.phone,
            source=lead.source,
            referral_code=lead.referral_code,
            created_at=lead.created_at,
            address=lead.address,
            services=tuple(lead.services),
            notes=lead.notes,
            due_at=lead.due_at,
        ),
    )
