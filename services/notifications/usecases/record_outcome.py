"""Record how a try to send a delivery has ended."""

from datetime import datetime
from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.outcome import Deferred, NotTried, Outcome, Refused, Unknown
from services.notifications.queries.channels import (
    lock_channel,
    lock_channel_of,
    lock_troubled_channel,
    lock_troubled_for,
)
from services.notifications.queries.deliveries import lock_delivery
from services.notifications.queries.suppressions import suppress_address
from services.notifications.usecases.hand_over_next import hand_over_next
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
    _note_health(session, delivery, outcome, now)
    _note_address(session, delivery, outcome, now)
    tell_outcome(session, delivery=delivery)
    session.flush()
    hand_over_next(session, workspace_id=workspace_id, channel=delivery.channel)


def _note_health(session: Session, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    channel = delivery.channel
    match outcome:
        case Deferred(unreachable=True):
            health = lock_channel(session, channel)
            health.note_failure(now)
            tell_availability(session, health=health, available=health.is_available(now))
        case Deferred(turned_away=True) | Unknown():
            # Whose messages these are may be why; the provider itself could be talked to.
            lock_channel_of(session, delivery.workspace_id, channel).note_failure(now)
        case NotTried():
            return
        case _:
            _note_answer(session, delivery)


def _note_answer(session: Session, delivery: Delivery) -> None:
    own = lock_troubled_for(session, delivery.workspace_id, delivery.channel)
    if own is not None:
        own.note_answer()
    troubled = lock_troubled_channel(session, delivery.channel)
    if troubled is not None:
        troubled.note_answer()
        tell_availability(session, health=troubled, available=True)


def _note_address(session: Session, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    if isinstance(outcome, Refused) and outcome.address_is_bad:
        suppress_address(session, delivery.workspace_id, address=delivery.recipient, reason=outcome.category, now=now)
