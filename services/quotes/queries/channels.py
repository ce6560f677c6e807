"""The channels that messages go out by. They serve all workspaces."""

from services.quotes.domain.channel import Channel, ChannelState, available_untold
from shared.database.session import Session
from shared.database.upsert import insert_into


def is_available(session: Session, channel: Channel) -> bool:
    """Whether messages of all workspaces go out by `channel`, as far as notifications has told."""
    known = session.get(ChannelState, channel)
    return known.available if known is not None else available_untold(channel)


def set_available(session: Session, channel: str, *, available: bool) -> None:
    """Keeps it for all workspaces."""
    statement = insert_into(session, ChannelState).values(channel=channel, available=available)
    session.execute(statement.on_conflict_do_update(index_elements=["channel"], set_={"available": available}))
