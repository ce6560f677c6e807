"""Keep what notifications tells of a channel."""

from services.quotes.queries.channels import set_available
from shared.database.session import Session


def keep_channel(session: Session, *, channel: str, available: bool) -> None:
    """Has sends by `channel` go out, or fail and say why."""
    set_available(session, channel, available=available)
