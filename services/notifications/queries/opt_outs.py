"""Addresses that want no messages but those that they need."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from services.notifications.domain.opt_out import OptOut
from services.notifications.domain.suppression import address_key
from shared.database.session import Session
from shared.database.upsert import insert_into


def find_opt_out(session: Session, workspace_id: UUID, address: str) -> OptOut | None:
    return session.get(OptOut, (workspace_id, address_key(address)))


def has_opted_out(session: Session, workspace_id: UUID, address: str) -> bool:
    return find_opt_out(session, workspace_id, address) is not None


def add_opt_out(
    session: Session, workspace_id: UUID, *, address: str, now: datetime, reason: str | None = None
) -> None:
    """Does nothing when it is there already."""
    row = {"workspace_id": workspace_id, "address": address_key(address), "created_at": now}
    if reason:
        row["reason"] = reason
    session.execute(insert_into(session, OptOut).values(row).on_conflict_do_nothing())


def remove_opt_out(session: Session, workspace_id: UUID, *, address: str) -> None:
    """Does nothing when there is none."""
    mine = OptOut.workspace_id == workspace_id, OptOut.address == address_key(address)
    session.execute(delete(OptOut).where(*mine))
