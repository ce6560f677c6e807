"""Remove a contact of a customer."""

from uuid import UUID

from services.quotes.queries.contacts import get_contact
from services.quotes.queries.customers import lock_customer
from services.quotes.usecases.tell_customer import tell_customer
from shared.database.session import Session


def remove_contact(session: Session, *, workspace_id: UUID, customer_id: UUID, contact_id: UUID) -> None:
    """They speak for the customer no more: their links open nothing from now on, and they are signed out."""
    customer = lock_customer(session, workspace_id, customer_id)
    session.delete(get_contact(session, workspace_id, customer_id, contact_id))
    tell_customer(session, customer=customer)
