from services.notifications.usecases.keep_reader import keep_reader
from shared.database.session import Session
from shared.events.quotes import CustomerRegistered


def handle(session: Session, event: CustomerRegistered) -> None:
    keep_reader(
        session,
        workspace_id=event.workspace_id,
        customer_id=event.customer_id,
        email=event.email,
        phone=event.phone,
        language=event.language,
    )
