"""Change a contact of a customer."""

from collections.abc import Mapping
from uuid import UUID

from services.quotes.domain.contact import Contact
from services.quotes.queries.contacts import get_contact
from services.quotes.queries.customers import lock_customer
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.tell_customer import tell_customer
from shared.database.session import Session


def change_contact(
    session: Session,
    *,
    workspace_id: UUID,
    customer_id: UUID,
    contact_id: UUID,
    changes: Mapping[str, str | bool | None],
) -> Contact:
    """Has the contact known, reached and trusted as `changes` say; what is not among them stays."""
    customer = lock_customer(session, workspace_id, customer_id)
    contact = get_contact(session, workspace_id, customer_id, contact_id)
    contact.change(changes, region=get_workspace(session, workspace_id).default_region)
    tell_customer(session, customer=customer)
    return contact
