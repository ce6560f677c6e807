"""Addresses that are not written to any more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from services.notifications.domain.suppression import Suppression, address_key
from shared.database.session import Session
from shared.database.upsert import insert_into


def find_suppression(session: Session, workspace_id: UUID, address: str) -> Suppression | None:
    """Why an address is not written to any more; None while it is."""
    return session.get(Suppression, (workspace_id, address_key(address)))


def suppress_address(
    session: Session, workspace_id: UUID, *, address: str, reason: str, now: datetime, detail: str = ""
) -> None:
    """Has nothing sent to `address` any more; does nothing when that is so already."""
    row = {"workspace_id": workspace_id, "address": address_key(address), "reason": reason, "created_at": now}
    if detail:
        row["detail"] = detail
    session.execute(insert_into(session, Suppression).values(row).on_conflict_do_nothing())


def lift_suppression(session: Session, workspace_id: UUID, *, address: str, reason: str | None = None) -> bool:
    """Has the address written to again, where that was the reason or none is given; whether it had not been."""
    mine = Suppression.workspace_id == workspace_id, Suppression.address == address_key(address)
    lifted = (
        delete(Suppression).where(*mine)
        if reason is None
        else delete(Suppression).where(*mine, Suppression.reason == reason)
    )
    return session.execute(lifted.returning(Suppression.address)).first() is not None
