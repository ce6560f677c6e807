"""Note what Twilio tells of a text message after it has taken it."""

from uuid import UUID

from services.notifications.domain.outcome import Refused
from services.notifications.queries.deliveries import find_by_id, lock_delivery
from services.notifications.queries.suppressions import suppress_address
from services.notifications.usecases.tell_outcome import tell_outcome
from shared.clock import utc_now
from shared.database.session import Session


def note_text_status(session: Session, *, delivery_id: UUID, refusal: Refused | None) -> None:
    """It is on its way, or, with a `refusal`, will never arrive. Told again, or of no message of ours, changes nothing."""
    found = find_by_id(session, delivery_id)
    delivery = lock_delivery(session, found.workspace_id, found.id) if found else None
    if delivery is None or delivery.channel != "sms":
        return
    now = utc_now()
    if not (delivery.confirm(now) if refusal is None else delivery.bounce(refusal.category)):
        return
    if refusal is not None and refusal.address_is_bad:
        suppress_address(session, delivery.workspace_id, address=delivery.recipient, reason=refusal.category, now=now)
    tell_outcome(session, delivery=delivery)
