"""A business can take payments online, or no more: invoice payments can be switched on, or not."""

from services.portal.usecases.note_payments import note_payments
from shared.database.session import Session
from shared.events.billing import StripeAccountChanged


def handle(session: Session, event: StripeAccountChanged) -> None:
    note_payments(session, workspace_id=event.workspace_id, possible=event.charges_enabled)
