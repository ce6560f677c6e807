"""What is told of a job's appointment, to the office and to the customer."""

from typing_extensions import TypedDict

from services.quotes.adapters.reach import Reach
from services.quotes.api.answers import Obstacle, moment, obstacle
from services.quotes.domain.appointment import Appointment
from services.quotes.domain.appointment_request import AppointmentRequest
from services.quotes.queries.appointments import Scheduled
from shared.clock import isoformat


class AppointmentAnswer(TypedDict):
    appointment_id: str
    status: str
    starts_at: str
    ends_at: str
    sequence: int
    changed_at: str


class AppointmentRequestAnswer(TypedDict):
    """Days that the customer would rather have; `explanation` is why the time stays as it is."""

    request_id: str
    status: str
    days: list[str]
    note: str
    asked_at: str
    answered_at: str | None
    explanation: str | None


class JobAppointment(TypedDict):
    """The appointment, on or called off, and what the customer has asked for last; null where there is none."""

    appointment: AppointmentAnswer | None
    request: AppointmentRequestAnswer | None
    time_zone: str


class ChangedAppointment(JobAppointment):
    """`changed` tells whether anything did; where the customer is mailed about it, `not_mailed` is null."""

    changed: bool
    not_mailed: Obstacle | None


class ShownAppointment(JobAppointment):
    """What a customer's page shows of it; `can_request` tells whether another time can be asked for, from `today` on."""

    can_request: bool
    today: str


def job_appointment(scheduled: Scheduled, zone: str) -> JobAppointment:
    """As it stands."""
    return {
        "appointment": _appointment(scheduled.appointment) if scheduled.appointment else None,
        "request": request_answer(scheduled.request) if scheduled.request else None,
        "time_zone": zone,
    }


def changed_appointment(scheduled: Scheduled, zone: str, reach: Reach | None) -> ChangedAppointment:
    """The same, after a change that the customer is told of; without a `reach` there was none."""
    not_mailed = obstacle(reach) if reach is not None else None
    return {**job_appointment(scheduled, zone), "changed": reach is not None, "not_mailed": not_mailed}


def request_answer(request: AppointmentRequest) -> AppointmentRequestAnswer:
    return {
        "request_id": str(request.id),
        "status": request.status,
        "days": request.days,
        "note": request.text,
        "asked_at": isoformat(request.asked_at),
        "answered_at": moment(request.answered_at),
        "explanation": request.explanation,
    }


def _appointment(appointment: Appointment) -> AppointmentAnswer:
    return {
        "appointment_id": str(appointment.id),
        "status": appointment.status,
        "starts_at": isoformat(appointment.starts_at),
        "ends_at": isoformat(appointment.ends_at),
        "sequence": appointment.sequence,
        "changed_at": isoformat(appointment.changed_at),
    }
