"""Contacts of customers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.contact import Contact
from services.quotes.domain.contact_errors import ContactNotFound
from shared.database.session import Session


def contacts_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[Contact]:
    """All contacts of the customer, oldest first."""
    mine = Contact.workspace_id == workspace_id, Contact.customer_id == customer_id
    return session.scalars(select(Contact).where(*mine).order_by(Contact.id)).all()


def contacts_by_id(session: Session, workspace_id: UUID, contact_ids: Sequence[UUID]) -> Sequence[Contact]:
    """Those of them that there are."""
    mine = Contact.workspace_id == workspace_id, Contact.id.in_(contact_ids)
    return session.scalars(select(Contact).where(*mine)).all() if contact_ids else ()


def get_contact(session: Session, workspace_id: UUID, customer_id: UUID, contact_id: UUID) -> Contact:
    """The contact of the customer; raises `ContactNotFound`."""
    mine = Contact.workspace_id == workspace_id, Contact.customer_id == customer_id, Contact.id == contact_id
    found = session.scalar(select(Contact).where(*mine))
    if found is None:
        raise ContactNotFound("There is no such contact of this customer. Perhaps it has been removed.")
    return found
