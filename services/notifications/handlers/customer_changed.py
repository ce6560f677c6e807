from services.notifications.usecases.keep_copies import keep_copies
from services.notifications.usecases.keep_reader import keep_reader
from shared.database.session import Session
from shared.events.quotes import CustomerChanged


def handle(session: Session, event: CustomerChanged) -> None:
    keep_reader(
        session,
        workspace_id=event.workspace_id,
        customer_id=event.customer_id,
        email=event.email,
        phone=event.phone,
        language=event.language,
    )
    if event.contacts is not None:
        keep_copies(session, workspace_id=event.workspace_id, customer_id=event.customer_id, contacts=event.contacts)
