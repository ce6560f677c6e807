"""Record what has become of a lead."""

from services.quotes.domain.lead import Lead, line_of
from services.quotes.domain.origin import Origin
from shared.database.session import Session
from shared.events.quotes import LeadChanged
from shared.messaging.outbox import publish


def record_lead(session: Session, *, lead: Lead, action: str, origin: Origin) -> None:
    """Adds the line to the history of a locked lead, and tells everybody how it stands."""
    session.add(line_of(lead, action, origin))
    publish(
        session,
        LeadChanged(
            workspace_id=lead.workspace_id,
            lead_id=lead.id,
            status=lead.status,
            source=lead.source,
            referral_code=lead.referral_code,
            customer_id=lead.customer_id,
            estimate_id=lead.estimate_id,
            answered_at=lead.answered_at,
            changed_at=origin.at,
        ),
    )
