"""An appointment does not take place: the customer is told, and so is the customer's calendar."""

from services.notifications.usecases.mail_customer import mail_customer
from shared.database.session import Session
from shared.events.quotes import AppointmentCancelled


def handle(session: Session, event: AppointmentCancelled) -> None:
    told = {"starts_at", "ends_at", "reason", "calendar"}
    mail_customer(session, event=event, template="appointment_cancelled", what="Cancellation", facts=told)
