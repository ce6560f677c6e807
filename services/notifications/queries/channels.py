"""The health of the channels. They serve all workspaces, so these queries take none."""

from sqlalchemy import select

from services.notifications.domain.channel_health import FAILURES_TO_OPEN, ChannelHealth
from shared.database.session import Session
from shared.database.upsert import insert_into


def find_channel(session: Session, channel: str) -> ChannelHealth | None:
    """The channel of all workspaces, once something has been noted of it."""
    return session.get(ChannelHealth, channel)


def lock_broken_channel(session: Session, channel: str) -> ChannelHealth | None:
    """The channel of all workspaces, when its breaker has opened. A healthy one is not locked: messages would queue up."""
    broken = (ChannelHealth.channel == channel) & (ChannelHealth.failures >= FAILURES_TO_OPEN)
    return session.scalar(select(ChannelHealth).where(broken).with_for_update())


def lock_troubled_channel(session: Session, channel: str) -> ChannelHealth | None:
    """The channel of all workspaces, when its last message found nobody to talk to."""
    troubled = (ChannelHealth.channel == channel) & (ChannelHealth.failures > 0)
    return session.scalar(select(ChannelHealth).where(troubled).with_for_update())


def lock_channel(session: Session, channel: str) -> ChannelHealth:
    """The channel of all workspaces, made when it is new."""
    insert = insert_into(session, ChannelHealth).values(channel=channel, failures=0)
    session.execute(insert.on_conflict_do_nothing())
    query = select(ChannelHealth).where(ChannelHealth.channel == channel).with_for_update()
    # Whoever has looked at it before locking it is to see what has been written between.
    return session.scalars(query, execution_options={"populate_existing": True}).one()
