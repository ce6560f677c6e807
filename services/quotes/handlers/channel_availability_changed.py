"""Messages go out again, or for the moment do not: sends say so instead of promising what does not happen."""

from services.quotes.usecases.keep_channel import keep_channel
from shared.database.session import Session
from shared.events.notifications import ChannelAvailabilityChanged


def handle(session: Session, event: ChannelAvailabilityChanged) -> None:
    keep_channel(session, channel=event.channel, available=event.available)
