from services.billing.usecases.keep_customer import keep_customer
from services.billing.usecases.keep_paying_contacts import keep_paying_contacts
from shared.database.session import Session
from shared.events.quotes import CustomerChanged


def handle(session: Session, event: CustomerChanged) -> None:
    keep_customer(
        session,
        workspace_id=event.workspace_id,
        customer_id=event.customer_id,
        name=event.name,
        email=event.email,
        phone=event.phone,
        language=event.language,
    )
    if event.contacts is None:
        return  # of a release that knows of none
    keep_paying_contacts(
        session,
        workspace_id=event.workspace_id,
        customer_id=event.customer_id,
        addresses={one.contact_id: one.email for one in event.contacts if one.may_pay and one.email},
    )
