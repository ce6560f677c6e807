"""Ask for another time than the one that a job is at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.quotes.domain.appointment_request import AppointmentRequest, request_for
from services.quotes.domain.job import check_worked_on
from services.quotes.domain.link import CustomerLink
from services.quotes.domain.origin import Origin
from services.quotes.domain.schedule_errors import AppointmentRequestPending, NothingScheduled
from services.quotes.queries.appointments import get_appointment, open_request
from services.quotes.queries.jobs import find_job_of
from services.quotes.queries.records import lock_opened
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import AppointmentRequested
from shared.messaging.outbox import publish
from shared.words import say


@dataclass(frozen=True, slots=True)
class Requested:
    """What the customer asks for; not the `first` when it was asked for before and is still open."""

    request: AppointmentRequest
    first: bool


def request_appointment(
    session: Session, *, link: CustomerLink, days: Sequence[date], note: str, origin: Origin
) -> Requested:
    """The customer would rather have the job done on one of `days`; the office is to answer.

    One request is open at a time: the same again changes nothing, another one raises `AppointmentRequestPending`.
    """
    record = lock_opened(session, link)
    estimate, customer = record.estimate, record.customer
    check_worked_on(estimate)
    job = find_job_of(session, estimate.workspace_id, estimate.id)
    if job is None:
        raise NothingScheduled(say("There is no appointment yet: this has not been accepted."))
    job.check_movable()
    appointment = get_appointment(session, estimate.workspace_id, job.id)
    pending = open_request(session, estimate.workspace_id, job.id)
    if pending is not None:
        if pending.says(days, note):
            return Requested(pending, first=False)
        raise AppointmentRequestPending(
            say("You have asked for another time before. Wait for the answer, or send a message.")
        )
    today = record.today(origin.at)
    request = request_for(estimate.workspace_id, job.id, days, note, today=today, now=origin.at)
    session.add(request)
    asked_by = origin.named(customer.name)
    details = {"job_id": str(job.id), "request_id": str(request.id), "days": request.days}
    record_history(session, estimate=estimate, action="appointment_requested", origin=asked_by, details=details)
    publish(
        session,
        AppointmentRequested(
            workspace_id=estimate.workspace_id,
            job_id=job.id,
            estimate_id=estimate.id,
            appointment_id=appointment.id,
            request_id=request.id,
            number=estimate.number,
            title=estimate.title,
            customer_id=customer.id,
            customer_name=customer.name,
            starts_at=appointment.starts_at,
            days=tuple(date.fromisoformat(day) for day in request.days),
            note=request.text,
        ),
    )
    return Requested(request, first=True)
