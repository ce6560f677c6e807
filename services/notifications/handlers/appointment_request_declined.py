"""An appointment stays as it is although the customer has asked for another time: the customer reads why."""

from services.notifications.usecases.mail_customer import mail_customer
from shared.database.session import Session
from shared.events.quotes import AppointmentRequestDeclined


def handle(session: Session, event: AppointmentRequestDeclined) -> None:
    told = {"starts_at", "ends_at", "text"}
    mail_customer(session, event=event, template="appointment_kept", what="Answer", facts=told)
