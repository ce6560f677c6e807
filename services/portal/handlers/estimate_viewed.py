"""A customer has looked at an estimate: counted."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.quotes import EstimateViewed


def handle(session: Session, event: EstimateViewed) -> None:
    count_fact(session, event=event, kind="proposal_viewed", subject_id=event.estimate_id, at=event.viewed_at)
