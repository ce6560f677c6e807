"""Keep what notifications tells of a channel."""

from services.portal.queries.channels import set_available
from shared.database.session import Session


def keep_channel(session: Session, *, channel: str, available: bool) -> None:
    """Has pages promise messages by `channel`, or ask people to come back later."""
    set_available(session, channel, available=available)
