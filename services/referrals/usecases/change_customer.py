"""Follow a customer who goes by another name, or is reached elsewhere."""

from uuid import UUID

from services.referrals.queries.customers import find_customer
from shared.database.session import Session


def change_customer(
    session: Session, *, workspace_id: UUID, customer_id: UUID, name: str, email: str | None, phone: str | None
) -> None:
    """Knows the customer as that from now on; does nothing for one who is not known."""
    customer = find_customer(session, workspace_id, customer_id)
    if customer is not None:
        customer.go_by(name, email=email, phone=phone)
