"""Tell the other services whether messages go out by a channel."""

from services.notifications.domain.channel_health import ChannelHealth
from shared.database.session import Session
from shared.events.notifications import ChannelAvailabilityChanged
from shared.messaging.outbox import publish


def tell_availability(session: Session, *, health: ChannelHealth, available: bool) -> None:
    """Publishes it where that is news; `health` is locked."""
    if available == health.is_offered:
        return
    health.told_available = available
    publish(session, ChannelAvailabilityChanged(channel=health.channel, available=available))
