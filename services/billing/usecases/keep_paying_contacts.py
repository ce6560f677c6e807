"""Keep who may pay for a customer."""

from collections.abc import Mapping
from uuid import UUID

from services.billing.domain.customer import PayingContact
from services.billing.queries.customers import paying_contacts_of
from shared.database.session import Session


def keep_paying_contacts(
    session: Session, *, workspace_id: UUID, customer_id: UUID, addresses: Mapping[UUID, str]
) -> None:
    """Those of `addresses`, by contact, as it is now; whoever was known before and is not among them is forgotten."""
    known = {one.id: one for one in paying_contacts_of(session, workspace_id, customer_id)}
    for contact_id, gone in known.items():
        if contact_id not in addresses:
            session.delete(gone)
    for contact_id, address in addresses.items():
        email = address.strip().lower()
        if contact_id in known:
            known[contact_id].email = email
        else:
            session.add(PayingContact(id=contact_id, workspace_id=workspace_id, customer_id=customer_id, email=email))
