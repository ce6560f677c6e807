"""A customer asks for another time: the office is to answer."""

from services.notifications.domain.notices import asked_for_another_time, estimate_url
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.quotes import AppointmentRequested

_TOLD = {"customer_name", "number", "title", "starts_at", "days", "note"}


def handle(session: Session, event: AppointmentRequested) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    tell_office(
        session,
        event=event,
        kind="appointment_requested",
        title="Another time asked for",
        text=asked_for_another_time(event.customer_name, event.number, event.days, locale),
        url=estimate_url(event.estimate_id),
        record_id=event.estimate_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
