"""Two toy services, a sender and a receiver, to show the plumbing without any business in the way."""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData, Uuid, select
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from shared.clock import utc_now
from shared.database.session import Session
from shared.database.types import UtcDateTime
from shared.events.base import Event
from shared.ids import new_id
from shared.service import Context, Service
from shared.settings import ServiceSettings

EMPTY = Path(__file__).parent / "toy_migrations"


class BallThrown(Event, service="sender", subject="ball_id"):
    """A ball is in the air."""

    ball_id: UUID
    number: int


class SenderSettings(ServiceSettings):
    service: ClassVar[str] = "sender"


class ReceiverSettings(ServiceSettings):
    service: ClassVar[str] = "receiver"


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid(), datetime: UtcDateTime()}


class Caught(Base):
    """A ball in the receiver's hands, written as the services write their rows: added, and left to the session."""

    __tablename__ = "catches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ball_id: Mapped[UUID]
    number: Mapped[int]
    at: Mapped[datetime]


sender_tables = MetaData()
receiver_tables = Base.metadata
caught = receiver_tables.tables["catches"]


class Dropped(Exception):
    """The receiver could not catch the ball."""


clumsy: set[int] = set()
"""Numbers of the balls the receiver drops."""


def catch(session: Session, event: BallThrown) -> None:
    if event.number in clumsy:
        raise Dropped(event.number)
    session.add(Caught(id=new_id(), ball_id=event.ball_id, number=event.number, at=utc_now()))


def numbers_caught(context: Context) -> list[int]:
    with context.database.read() as session:
        return list(session.scalars(select(caught.c.number).order_by(caught.c.id)))


sender = Service("sender", SenderSettings, sender_tables, EMPTY)
receiver = Service("receiver", ReceiverSettings, receiver_tables, EMPTY, handlers={BallThrown: catch})
