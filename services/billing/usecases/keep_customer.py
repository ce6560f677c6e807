"""Keep what quotes tells of a customer."""

from uuid import UUID

from services.billing.domain.customer import Customer
from shared.database.session import Session


def keep_customer(
    session: Session,
    *,
    workspace_id: UUID,
    customer_id: UUID,
    name: str,
    email: str | None,
    phone: str | None,
    language: str = "",
) -> Customer:
    """The customer as on file now, whatever was known before."""
    return session.merge(
        Customer(id=customer_id, workspace_id=workspace_id, name=name, email=email, phone=phone, language=language)
    )
