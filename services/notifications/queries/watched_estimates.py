"""Estimates that wait for their customers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from services.notifications.domain.watched_estimate import LOOKED_AT, Reminder, WatchedEstimate
from shared.database.session import Session
from shared.database.upsert import insert_into


def lock_watched(session: Session, workspace_id: UUID, estimate_id: UUID) -> WatchedEstimate:
    """The estimate, made when it is new; for this transaction alone."""
    row = {"estimate_id": estimate_id, "workspace_id": workspace_id, "number": "", "title": "", "kind": "estimate"}
    insert = insert_into(session, WatchedEstimate).values(row | {"customer_name": "", "link": ""})
    session.execute(insert.on_conflict_do_nothing())
    mine = WatchedEstimate.workspace_id == workspace_id, WatchedEstimate.estimate_id == estimate_id
    return session.scalars(select(WatchedEstimate).where(*mine).with_for_update()).one()


def find_watched(session: Session, workspace_id: UUID, estimate_id: UUID) -> WatchedEstimate | None:
    mine = WatchedEstimate.workspace_id == workspace_id, WatchedEstimate.estimate_id == estimate_id
    return session.scalar(select(WatchedEstimate).where(*mine))


def lock_looked_at(session: Session, now: datetime, *, limit: int) -> Sequence[WatchedEstimate]:
    """What is to be looked at now, of all workspaces: one sweep serves them."""
    query = select(WatchedEstimate).where(LOOKED_AT, WatchedEstimate.next_at <= now)
    return session.scalars(query.order_by(WatchedEstimate.next_at).limit(limit).with_for_update(skip_locked=True)).all()


def look_at_all(session: Session, workspace_id: UUID, now: datetime) -> None:
    """Has every estimate of the workspace looked at that was waiting, or had nothing left to wait for."""
    mine = WatchedEstimate.workspace_id == workspace_id, WatchedEstimate.sent_at.is_not(None)
    session.execute(update(WatchedEstimate).where(*mine).values(next_at=now))


def claim_slot(session: Session, workspace_id: UUID, *, reminder: Reminder) -> bool:
    """Whether nobody has sent this reminder before."""
    row = {
        "workspace_id": workspace_id,
        "record_id": reminder.record_id,
        "step": reminder.step,
        "due_at": reminder.due_at,
        "cause_id": reminder.cause_id,
        "created_at": reminder.created_at,
    }
    insert = insert_into(session, Reminder).values(row).on_conflict_do_nothing()
    return session.execute(insert.returning(Reminder.step)).first() is not None
