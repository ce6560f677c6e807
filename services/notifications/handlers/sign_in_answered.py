"""A customer wants to sign in: their link and their code go to the address they entered, as it is on file."""

from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.database.session import Session
from shared.events.quotes_answers import SignInAnswered


def handle(session: Session, event: SignInAnswered) -> None:
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        # Not the event: whatever makes quotes answer twice, the sign-in was one, and so is the message.
        cause_id=event.sign_in_id,
        template="sign_in",
        email=event.email,
        phone=event.phone,
        record_id=None,
        context=event.model_dump(mode="json", include={"sign_in_id", "name"}),
    )
