"""What the members of an office want to hear of, and what is held for their digests."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from services.notifications.domain.inbox import ReadMark
from services.notifications.domain.preferences import KINDS, HeldNotice, Preference, ReaderHours, untouched
from shared.database.session import Session
from shared.database.upsert import insert_into


def preferences_of(session: Session, workspace_id: UUID, staff_id: UUID) -> dict[str, Preference]:
    """All that one reader chose, with what holds where nothing was chosen, by kind."""
    mine = Preference.workspace_id == workspace_id, Preference.staff_id == staff_id
    chosen = {one.kind: one for one in session.scalars(select(Preference).where(*mine))}
    return {kind: chosen.get(kind) or untouched(workspace_id, staff_id, kind) for kind in KINDS}


def preference_for(session: Session, workspace_id: UUID, staff_id: UUID, kind: str) -> Preference:
    """What one reader wants of one kind."""
    found = session.get(Preference, (workspace_id, staff_id, kind))
    return found or untouched(workspace_id, staff_id, kind)


def reader_hours(session: Session, workspace_id: UUID, staff_id: UUID) -> ReaderHours:
    """When one reader is told things; the defaults where nothing was chosen."""
    found = session.get(ReaderHours, (workspace_id, staff_id))
    return found or ReaderHours(workspace_id=workspace_id, staff_id=staff_id)


def hold_notice(session: Session, workspace_id: UUID, *, held: HeldNotice) -> None:
    """Keeps it for the next digest; does nothing when it was kept, or told, for this cause before."""
    row = {
        "id": held.id,
        "workspace_id": workspace_id,
        "staff_id": held.staff_id,
        "cause_id": held.cause_id,
        "kind": held.kind,
        "title": held.title,
        "text": held.text,
        "url": held.url,
        "at": held.at,
    }
    session.execute(insert_into(session, HeldNotice).values(row).on_conflict_do_nothing())


def readers_with_held(session: Session) -> Sequence[tuple[UUID, UUID]]:
    """Of all workspaces, those for whom something is held, as workspace and reader: one sweep serves them."""
    query = select(HeldNotice.workspace_id, HeldNotice.staff_id).distinct()
    return [(row.workspace_id, row.staff_id) for row in session.execute(query)]


def lock_held(session: Session, workspace_id: UUID, staff_id: UUID) -> Sequence[HeldNotice]:
    """What is held for one reader, oldest first, for this transaction alone."""
    mine = HeldNotice.workspace_id == workspace_id, HeldNotice.staff_id == staff_id
    return session.scalars(select(HeldNotice).where(*mine).order_by(HeldNotice.at).with_for_update()).all()


def release_held(session: Session, workspace_id: UUID, *, held: Sequence[HeldNotice]) -> None:
    """It is told, and is not kept any more."""
    mine = HeldNotice.workspace_id == workspace_id, HeldNotice.id.in_([one.id for one in held])
    session.execute(delete(HeldNotice).where(*mine))


def forget_reader(session: Session, workspace_id: UUID, staff_id: UUID) -> None:
    """Deletes what one reader chose and read, and what is held for them."""
    for kept in (Preference, ReaderHours, HeldNotice, ReadMark):
        session.execute(delete(kept).where(kept.workspace_id == workspace_id, kept.staff_id == staff_id))
