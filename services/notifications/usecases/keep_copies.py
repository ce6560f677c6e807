"""Keep who gets copies of what a customer is mailed."""

from collections.abc import Sequence
from uuid import UUID

from services.notifications.domain.copies import CopyAddress
from services.notifications.queries.copies import forget_copies
from shared.database.session import Session
from shared.events.quotes_records import ContactOnFile


def keep_copies(session: Session, *, workspace_id: UUID, customer_id: UUID, contacts: Sequence[ContactOnFile]) -> None:
    """As it is now, whatever was known before."""
    forget_copies(session, workspace_id, customer_id)
    session.add_all(
        CopyAddress(contact_id=one.contact_id, workspace_id=workspace_id, customer_id=customer_id, email=one.email)
        for one in contacts
        if one.gets_copies and one.email
    )
