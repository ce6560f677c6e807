"""A customer has looked at an estimate: the office sees it in the console; nobody is mailed for that."""

from services.notifications.domain.notices import estimate_url, viewed
from services.notifications.queries.deliveries import customer_name_of
from services.notifications.usecases.follow_progress import follow_progress
from services.notifications.usecases.post_notice import post_notice
from shared.database.session import Session
from shared.events.quotes import EstimateViewed


def handle(session: Session, event: EstimateViewed) -> None:
    post_notice(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        kind="estimate_viewed",
        title="Estimate viewed",
        text=viewed(customer_name_of(session, event.workspace_id, event.estimate_id), event.number),
        url=estimate_url(event.estimate_id),
        record_id=event.estimate_id,
        at=event.viewed_at,
    )
    follow_progress(
        session, workspace_id=event.workspace_id, estimate_id=event.estimate_id, what="viewed", at=event.viewed_at
    )
