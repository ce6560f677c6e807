"""A customer goes by another name, or is reached elsewhere."""

from services.referrals.usecases.change_customer import change_customer
from shared.database.session import Session
from shared.events.quotes import CustomerChanged


def handle(session: Session, event: CustomerChanged) -> None:
    change_customer(
        session,
        workspace_id=event.workspace_id,
        customer_id=event.customer_id,
        name=event.name,
        email=event.email,
        phone=event.phone,
    )
