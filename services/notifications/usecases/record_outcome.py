"""Record how a try to send a delivery has ended."""

from datetime import datetime
from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.outcome import Deferred, NotTried, Outcome, Refused, Unknown
from services.notifications.queries.channels import lock_channel, lock_troubled_channel
from services.notifications.queries.deliveries import lock_delivery
from services.notifications.queries.suppressions import suppress_address
from services.notifications.usecases.tell_availability import tell_availability
from services.notifications.usecases.tell_outcome import tell_outcome
from shared.clock import utc_now
from shared.database.session import Session


def record_outcome(session: Session, *, workspace_id: UUID, delivery_id: UUID, attempt: int, outcome: Outcome) -> None:
    """Settles the delivery; does nothing when another worker has taken it over meanwhile."""
    now = utc_now()
    delivery = lock_delivery(session, workspace_id, delivery_id)
    if delivery is None or not delivery.is_on_try(attempt):
        return
    delivery.settle(outcome, now)
    _note_health(session, delivery.channel, outcome, now)
    _note_address(session, delivery, outcome, now)
    tell_outcome(session, delivery=delivery)


def _note_health(session: Session, channel: str, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Deferred(unreachable=True):
            health = lock_channel(session, channel)
            health.note_failure(now)
            tell_availability(session, health=health, available=health.is_available(now))
        case NotTried() | Unknown():
            return
        case _:
            troubled = lock_troubled_channel(session, channel)
            if troubled is not None:
                troubled.note_answer()
                tell_availability(session, health=troubled, available=True)


def _note_address(session: Session, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    if isinstance(outcome, Refused) and outcome.address_is_bad:
        suppress_address(session, delivery.workspace_id, address=delivery.recipient, reason=outcome.category, now=now)
