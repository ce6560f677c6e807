"""Tell the others how a customer is on file now, contacts included."""

from services.quotes.domain.customer import Customer
from services.quotes.queries.contacts import contacts_of
from shared.database.session import Session
from shared.events.quotes import CustomerChanged
from shared.events.quotes_records import ContactOnFile
from shared.messaging.outbox import publish


def tell_customer(session: Session, *, customer: Customer) -> None:
    """Publishes all of it, so that nobody has to have heard of an earlier change."""
    session.flush()
    contacts = tuple(
        ContactOnFile(
            contact_id=one.id,
            name=one.name,
            email=one.email,
            phone=one.phone,
            may_sign=one.may_sign,
            may_pay=one.may_pay,
            gets_copies=one.gets_copies,
        )
        for one in contacts_of(session, customer.workspace_id, customer.id)
    )
    publish(
        session,
        CustomerChanged(
            workspace_id=customer.workspace_id,
            customer_id=customer.id,
            name=customer.name,
            email=customer.email,
            phone=customer.phone,
            contacts=contacts,
        ),
    )
