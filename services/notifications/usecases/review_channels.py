"""Look whether messages still go out as the other services believe."""

from collections.abc import Mapping
from datetime import datetime

from services.notifications.domain.channel_health import ChannelHealth
from services.notifications.queries.channels import find_channel, lock_channel
from services.notifications.usecases.tell_availability import tell_availability
from shared.clock import utc_now
from shared.database.session import Session


def review_channels(session: Session, *, set_up: Mapping[str, bool]) -> None:
    """Tells what has changed without a message going out: the settings, or that a broken channel is worth a try again."""
    now = utc_now()
    for channel, is_set_up in set_up.items():
        if _is_news(session, channel, is_set_up, now):
            health = lock_channel(session, channel)
            tell_availability(session, health=health, available=is_set_up and health.is_available(now))


def _is_news(session: Session, channel: str, is_set_up: bool, now: datetime) -> bool:  # noqa: FBT001
    # Looked at before it is locked: nearly always there is nothing to tell.
    health = find_channel(session, channel)
    if health is None:
        health = ChannelHealth(channel=channel)
    return health.is_offered != (is_set_up and health.is_available(now))
