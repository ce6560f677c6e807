"""Have a lead follow what becomes of its estimate."""

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.origin import Origin
from services.quotes.queries.leads import lock_lead
from services.quotes.usecases.record_lead import record_lead
from shared.database.session import Session


def follow_lead(session: Session, *, estimate: Estimate, origin: Origin) -> None:
    """The lead of a locked estimate is won with its acceptance, and quoted once it is sent; most estimates have none."""
    if estimate.lead_id is None:
        return
    lead = lock_lead(session, estimate.workspace_id, estimate.lead_id)
    is_news = lead.move("won", origin.at) if estimate.status == "accepted" else lead.quote(origin.at)
    if is_news:
        record_lead(session, lead=lead, action=lead.status, origin=origin)
