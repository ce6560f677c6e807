"""A business can, or can no longer, take payments online: its messages say what is possible."""

from services.notifications.usecases.note_payments import note_payments
from shared.database.session import Session
from shared.events.billing import StripeAccountChanged


def handle(session: Session, event: StripeAccountChanged) -> None:
    note_payments(session, workspace_id=event.workspace_id, possible=event.charges_enabled)
