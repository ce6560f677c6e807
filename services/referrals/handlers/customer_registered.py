"""The office has a new customer: somebody who may recommend it."""

from services.referrals.usecases.register_customer import register_customer
from shared.database.session import Session
from shared.events.quotes import CustomerRegistered


def handle(session: Session, event: CustomerRegistered) -> None:
    register_customer(
        session,
        workspace_id=event.workspace_id,
        customer_id=event.customer_id,
        name=event.name,
        email=event.email,
        phone=event.phone,
        at=event.envelope.time,
    )
