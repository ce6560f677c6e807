"""Customers who are written to in a language of their own."""

from uuid import UUID

from sqlalchemy import delete, or_, select

from services.notifications.domain.reader import Reader
from shared.database.session import Session


def language_at(session: Session, workspace_id: UUID, address: str) -> str:
    """The language of whoever is reached at this email address or phone number; empty where it is the business's own."""
    reached = or_(Reader.email == address.casefold(), Reader.phone == address)
    query = select(Reader.language).where(Reader.workspace_id == workspace_id, reached)
    return session.scalars(query.order_by(Reader.customer_id).limit(1)).first() or ""


def forget_reader(session: Session, workspace_id: UUID, customer_id: UUID) -> None:
    mine = Reader.workspace_id == workspace_id, Reader.customer_id == customer_id
    session.execute(delete(Reader).where(*mine))
