"""Addresses that are not written to any more."""

from datetime import datetime
from uuid import UUID

from services.notifications.domain.suppression import Suppression, address_key
from shared.database.session import Session
from shared.database.upsert import insert_into


def is_suppressed(session: Session, workspace_id: UUID, address: str) -> bool:
    return session.get(Suppression, (workspace_id, address_key(address))) is not None


def suppress_address(session: Session, workspace_id: UUID, *, address: str, reason: str, now: datetime) -> None:
    """Has nothing sent to `address` any more; does nothing when that is so already."""
    row = {"workspace_id": workspace_id, "address": address_key(address), "reason": reason, "created_at": now}
    session.execute(insert_into(session, Suppression).values(row).on_conflict_do_nothing())
