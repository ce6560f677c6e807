"""Appointments of jobs, and the requests for other times."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.appointment import Appointment
from services.quotes.domain.appointment_request import AppointmentRequest
from services.quotes.domain.schedule_errors import NoAppointmentRequest, NothingScheduled
from shared.database.session import Session


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A job's appointment, on or called off, and what the customer has asked for last, answered or not."""

    appointment: Appointment | None
    request: AppointmentRequest | None


def find_appointment(session: Session, workspace_id: UUID, job_id: UUID) -> Appointment | None:
    """The appointment of the job, on or called off."""
    mine = Appointment.workspace_id == workspace_id, Appointment.job_id == job_id
    return session.scalar(select(Appointment).where(*mine))


def scheduled_of(session: Session, workspace_id: UUID, job_id: UUID) -> Scheduled:
    """What there is of the job's time."""
    appointment = find_appointment(session, workspace_id, job_id)
    request = last_request(session, workspace_id, job_id) if appointment is not None else None
    return Scheduled(appointment, request)


def get_appointment(session: Session, workspace_id: UUID, job_id: UUID) -> Appointment:
    """The same; raises `NothingScheduled` where there is none."""
    appointment = find_appointment(session, workspace_id, job_id)
    if appointment is None:
        raise NothingScheduled("There is no appointment for this job yet. The office sets one.")
    return appointment


def last_request(session: Session, workspace_id: UUID, job_id: UUID) -> AppointmentRequest | None:
    """What the customer has asked for last, answered or not."""
    mine = AppointmentRequest.workspace_id == workspace_id, AppointmentRequest.job_id == job_id
    query = select(AppointmentRequest).where(*mine).order_by(AppointmentRequest.id.desc())
    return session.scalar(query.limit(1))


def open_request(session: Session, workspace_id: UUID, job_id: UUID) -> AppointmentRequest | None:
    """What the customer has asked for and was not answered yet."""
    last = last_request(session, workspace_id, job_id)
    return last if last is not None and last.is_open else None


def get_open_request(session: Session, workspace_id: UUID, job_id: UUID) -> AppointmentRequest:
    """The same; raises `NoAppointmentRequest` where there is none."""
    request = open_request(session, workspace_id, job_id)
    if request is None:
        raise NoAppointmentRequest("The customer has not asked for another time, or has been answered before.")
    return request
