"""The books and Stripe do not agree: the office is told, since a person has to see to it."""

from services.notifications.domain.notices import INVOICES_URL, discrepancy
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.billing import DiscrepancyFound
from shared.money import Money

_TOLD = {"kind", "reference", "currency", "amount"}


def handle(session: Session, event: DiscrepancyFound) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    tell_office(
        session,
        event=event,
        kind="discrepancy_found",
        title="Stripe and the books differ",
        text=discrepancy(event.kind, Money(event.amount, event.currency), locale),
        url=INVOICES_URL,
        record_id=event.discrepancy_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
