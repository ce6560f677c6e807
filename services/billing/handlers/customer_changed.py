from services.billing.usecases.keep_customer import keep_customer
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
