"""By which channels the requests came that events tell of. They belong to no workspace until an event names one."""

from datetime import datetime

from sqlalchemy import delete, select

from services.portal.domain.arrival import DIRECT, Arrival
from shared.database.session import Session


def channel_of(session: Session, correlation_id: str) -> str:
    """The channel of whoever began what carries this id, an id that is not shared among all workspaces."""
    found = select(Arrival.channel).where(Arrival.correlation_id == correlation_id)
    return session.scalar(found) or DIRECT


def forget_arrivals(session: Session, before: datetime) -> None:
    """Drops what nothing will be told of any more, of all workspaces."""
    session.execute(delete(Arrival).where(Arrival.at < before))
