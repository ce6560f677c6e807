"""There is a time for a job, a first or another one: the customer gets it, with the calendar file."""

from services.notifications.usecases.mail_customer import mail_customer
from shared.database.session import Session
from shared.events.quotes import JobScheduled


def handle(session: Session, event: JobScheduled) -> None:
    told = {"starts_at", "ends_at", "cause", "calendar"}
    mail_customer(session, event=event, template="appointment_set", what="Appointment", facts=told)
