"""Customers, as billing knows them."""

from uuid import UUID

from sqlalchemy import select

from services.billing.domain.customer import Customer
from shared.database.session import Session


def customer_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Customer | None:
    """The customer, once quotes has told of them."""
    mine = Customer.workspace_id == workspace_id, Customer.id == customer_id
    return session.scalars(select(Customer).where(*mine)).one_or_none()
