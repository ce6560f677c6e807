"""A customer has said no: the office is told, with the reason."""

from services.notifications.domain.notices import declined, estimate_url
from services.notifications.usecases.follow_progress import follow_progress
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.quotes import EstimateDeclined

_TOLD = {"customer_name", "number", "title", "reason"}


def handle(session: Session, event: EstimateDeclined) -> None:
    tell_office(
        session,
        event=event,
        kind="estimate_declined",
        title="Estimate declined",
        text=declined(event.customer_name, event.number, event.reason),
        url=estimate_url(event.estimate_id),
        record_id=event.estimate_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
    follow_progress(
        session, workspace_id=event.workspace_id, estimate_id=event.estimate_id, what="closed", at=event.envelope.time
    )
