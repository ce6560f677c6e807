"""Somebody asks for an estimate: the office is told at once, since an answer is due within the hour."""

from services.notifications.domain.notices import asked_for_estimate, lead_url
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.quotes import LeadCreated

_TOLD = {"name", "email", "phone", "address", "services", "notes", "source", "due_at"}


def handle(session: Session, event: LeadCreated) -> None:
    tell_office(
        session,
        event=event,
        kind="lead_created",
        title="New estimate request",
        text=asked_for_estimate(event.name, event.services),
        url=lead_url(event.lead_id),
        record_id=event.lead_id,
        at=event.created_at,
        facts=_TOLD,
    )
