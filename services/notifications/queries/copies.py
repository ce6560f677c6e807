"""Contacts who get copies."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from services.notifications.domain.copies import CopyAddress
from shared.database.session import Session


def copies_to(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[str]:
    """The addresses that get a copy of what the customer is mailed."""
    mine = CopyAddress.workspace_id == workspace_id, CopyAddress.customer_id == customer_id
    return session.scalars(select(CopyAddress.email).where(*mine).order_by(CopyAddress.contact_id)).all()


def forget_copies(session: Session, workspace_id: UUID, customer_id: UUID) -> None:
    """Nobody gets copies for the customer any more."""
    mine = CopyAddress.workspace_id == workspace_id, CopyAddress.customer_id == customer_id
    session.execute(delete(CopyAddress).where(*mine))
