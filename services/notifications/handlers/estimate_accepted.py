"""A customer has signed: a confirmation for the customer, and the good news for the office."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.domain.notices import accepted, estimate_url
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.follow_progress import follow_progress
from services.notifications.usecases.queue_for_customer import queue_for_customer
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted
from shared.money import Money

_TOLD = {
    "customer_name",
    "signer_name",
    "number",
    "title",
    "option_name",
    "currency",
    "total",
    "deposit_due",
    "accepted_at",
}


def handle(session: Session, event: EstimateAccepted) -> None:
    _confirm_to_customer(session, event)
    _tell_office(session, event)
    follow_progress(
        session,
        workspace_id=event.workspace_id,
        estimate_id=event.estimate_id,
        what="closed",
        at=event.accepted_at,
    )


def _confirm_to_customer(session: Session, event: EstimateAccepted) -> None:
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="estimate_accepted_customer",
        email=event.customer_email,
        phone=event.customer_phone,
        record_id=event.estimate_id,
        context=event.model_dump(mode="json", include=_TOLD | {"link"}),
        copies=CopiesOf(customer_id=event.customer_id, page="estimates"),
    )


def _tell_office(session: Session, event: EstimateAccepted) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    tell_office(
        session,
        event=event,
        kind="estimate_accepted",
        title="Estimate accepted",
        text=accepted(event.customer_name, event.number, Money(event.total, event.currency), locale),
        url=estimate_url(event.estimate_id),
        record_id=event.estimate_id,
        at=event.accepted_at,
        facts=_TOLD,
    )
