"""The health of the channels: those that serve all workspaces, and of what each workspace sends by them."""

from uuid import UUID

from sqlalchemy import Select, select

from services.notifications.domain.channel_health import FAILURES_TO_OPEN, ChannelHealth, WorkspaceChannel
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


def lock_broken_for(session: Session, workspace_id: UUID, channel: str) -> WorkspaceChannel | None:
    """What this workspace sends by the channel, when its breaker has opened."""
    return session.scalar(_of(workspace_id, channel, failures=FAILURES_TO_OPEN))


def lock_troubled_for(session: Session, workspace_id: UUID, channel: str) -> WorkspaceChannel | None:
    """What this workspace sends by the channel, when its last message was turned away."""
    return session.scalar(_of(workspace_id, channel, failures=1))


def lock_channel_of(session: Session, workspace_id: UUID, channel: str) -> WorkspaceChannel:
    """What this workspace sends by the channel, made when it is new."""
    row = {"workspace_id": workspace_id, "channel": channel, "failures": 0}
    session.execute(insert_into(session, WorkspaceChannel).values(row).on_conflict_do_nothing())
    return session.scalars(_of(workspace_id, channel, failures=0)).one()


def _of(workspace_id: UUID, channel: str, *, failures: int) -> Select[WorkspaceChannel]:
    mine = WorkspaceChannel.workspace_id == workspace_id, WorkspaceChannel.channel == channel
    query = select(WorkspaceChannel).where(*mine, WorkspaceChannel.failures >= failures).with_for_update()
    return query.execution_options(populate_existing=True)
