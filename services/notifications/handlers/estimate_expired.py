"""The last day of an estimate has passed: nobody is reminded of it any more."""

from services.notifications.usecases.follow_progress import follow_progress
from shared.database.session import Session
from shared.events.quotes import EstimateExpired


def handle(session: Session, event: EstimateExpired) -> None:
    follow_progress(
        session, workspace_id=event.workspace_id, estimate_id=event.estimate_id, what="closed", at=event.envelope.time
    )
