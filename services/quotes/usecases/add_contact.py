"""Add a contact to a customer."""

from collections.abc import Mapping
from uuid import UUID

from services.quotes.domain.contact import MOST, Contact, contact_of
from services.quotes.domain.contact_errors import TooManyContacts
from services.quotes.queries.contacts import contacts_of
from services.quotes.queries.customers import lock_customer
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.tell_customer import tell_customer
from shared.clock import utc_now
from shared.database.session import Session


def add_contact(
    session: Session, *, workspace_id: UUID, customer_id: UUID, given: Mapping[str, str | bool | None]
) -> Contact:
    """Somebody else who speaks for the customer, known, reached and trusted as `given`."""
    customer = lock_customer(session, workspace_id, customer_id)
    if len(contacts_of(session, workspace_id, customer_id)) >= MOST:
        raise TooManyContacts(f"A customer has at most {MOST} contacts. Remove one first.")
    region = get_workspace(session, workspace_id).default_region
    contact = contact_of(customer, given, region=region, now=utc_now())
    session.add(contact)
    tell_customer(session, customer=customer)
    return contact
