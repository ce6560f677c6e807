"""Notices of the in-app inbox, and how far they are read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from services.notifications.domain.inbox import InboxItem, ReadMark
from services.notifications.domain.preferences import Preference
from shared.database.session import Session
from shared.database.upsert import insert_into


def has_notice(session: Session, workspace_id: UUID, *, cause_id: UUID, template: str) -> bool:
    """Whether the office has been told before."""
    mine = InboxItem.workspace_id == workspace_id
    query = select(InboxItem.id).where(mine, InboxItem.cause_id == cause_id, InboxItem.template == template)
    return session.scalar(query) is not None


def position_of(session: Session, workspace_id: UUID, notice_id: UUID) -> int | None:
    mine = InboxItem.workspace_id == workspace_id
    return session.scalar(select(InboxItem.position).where(mine, InboxItem.id == notice_id))


def notices_after(
    session: Session, workspace_id: UUID, *, reader: UUID | None, position: int, limit: int
) -> Sequence[InboxItem]:
    """The first notices after `position`, oldest first."""
    query = select(InboxItem).where(*_for(workspace_id, reader), InboxItem.position > position)
    return session.scalars(query.order_by(InboxItem.position).limit(limit)).all()


def newest_notices(
    session: Session, workspace_id: UUID, *, reader: UUID | None, before: int | None, limit: int
) -> Sequence[InboxItem]:
    """The last notices, or the last ones before a position, oldest first."""
    query = select(InboxItem).where(*_for(workspace_id, reader))
    if before is not None:
        query = query.where(InboxItem.position < before)
    newest_first = session.scalars(query.order_by(InboxItem.position.desc()).limit(limit)).all()
    return newest_first[::-1]


def count_after(session: Session, workspace_id: UUID, *, reader: UUID | None, position: int) -> int:
    query = select(func.count()).select_from(InboxItem)
    return session.scalar(query.where(*_for(workspace_id, reader), InboxItem.position > position)) or 0


def read_up_to(session: Session, workspace_id: UUID, staff_id: UUID | None) -> int:
    """The place up to which a member has read; 0 for who has read nothing, or is nobody."""
    mine = ReadMark.workspace_id == workspace_id
    return session.scalar(select(ReadMark.up_to).where(mine, ReadMark.staff_id == staff_id)) or 0


def advance_mark(session: Session, workspace_id: UUID, *, staff_id: UUID, position: int) -> None:
    """Has the member read up to `position`; a mark never goes back."""
    row = {"workspace_id": workspace_id, "staff_id": staff_id, "up_to": position}
    statement = insert_into(session, ReadMark).values(row)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[ReadMark.staff_id, ReadMark.workspace_id],
            set_={"up_to": statement.excluded.up_to},
            where=statement.excluded.up_to > ReadMark.up_to,
        )
    )


def _for(workspace_id: UUID, reader: UUID | None) -> tuple[ColumnElement[bool], ...]:
    mine = or_(InboxItem.staff_id.is_(None), InboxItem.staff_id == reader)
    theirs = Preference.workspace_id == workspace_id, Preference.staff_id == reader, Preference.in_app.is_(False)
    unwanted = select(Preference.kind).where(*theirs)
    return InboxItem.workspace_id == workspace_id, mine, InboxItem.kind.not_in(unwanted)
