"""The channels that messages go out by. They serve all workspaces."""

from services.portal.domain.channel import Channel
from shared.database.session import Session
from shared.database.upsert import insert_into


def is_available(session: Session, channel: str) -> bool:
    """Whether messages of all workspaces go out by `channel`; yes until something else has been told."""
    known = session.get(Channel, channel)
    return known is None or known.available


def set_available(session: Session, channel: str, *, available: bool) -> None:
    """Keeps it for all workspaces."""
    statement = insert_into(session, Channel).values(channel=channel, available=available)
    session.execute(statement.on_conflict_do_update(index_elements=[Channel.channel], set_={"available": available}))
