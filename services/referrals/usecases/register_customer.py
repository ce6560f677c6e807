"""Register a customer as somebody who may recommend the business."""

from datetime import datetime
from uuid import UUID

from services.referrals.domain.customer import Customer
from services.referrals.queries.customers import find_customer
from shared.database.session import Session


def register_customer(
    session: Session,
    *,
    workspace_id: UUID,
    customer_id: UUID,
    name: str,
    email: str | None,
    phone: str | None,
    at: datetime,
) -> None:
    """Knows the customer from now on; does nothing when that is so already."""
    if find_customer(session, workspace_id, customer_id) is None:
        customer = Customer(id=customer_id, workspace_id=workspace_id, name=name, email=email, created_at=at)
        customer.go_by(name, email=email, phone=phone)
        session.add(customer)
