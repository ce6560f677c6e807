"""The office has answered a customer: the answer goes to the customer's mailbox, or the office hears why it does not."""

from services.notifications.usecases.mail_customer import mail_customer
from shared.database.session import Session
from shared.events.quotes import NoteAnswered


def handle(session: Session, event: NoteAnswered) -> None:
    told = {"text", "author_name", "question"}
    mail_customer(session, event=event, template="note_answered", what="Answer", facts=told)
