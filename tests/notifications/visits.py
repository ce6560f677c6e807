"""What becomes of the time at which Dana Fox's lawn is to be done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.events.base import Event
from shared.events.quotes import (
    AppointmentCancelled,
    AppointmentRequestDeclined,
    AppointmentRequested,
    JobScheduled,
)
from tests.support.business import CUSTOMER, CUSTOMER_EMAIL, ESTIMATE, LINK, WORKSPACE

REQUEST = UUID("01920000-0000-7000-8000-000000000093")
JOB = UUID("01920000-0000-7000-8000-000000000091")
VISIT = UUID("01920000-0000-7000-8000-000000000092")
FRIDAY = datetime(2026, 12, 4, 14, tzinfo=UTC)
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Lawn, día\r\nEND:VCALENDAR\r\n"
APPOINTMENT: dict[str, Any] = {
    "workspace_id": WORKSPACE,
    "estimate_id": ESTIMATE,
    "number": "E-1001",
    "title": "Front lawn renovation",
    "kind": "estimate",
    "customer_id": CUSTOMER,
    "customer_name": "Dana Fox",
    "customer_email": CUSTOMER_EMAIL,
    "link": LINK,
    "job_id": JOB,
    "appointment_id": VISIT,
    "starts_at": FRIDAY,
    "ends_at": FRIDAY + timedelta(hours=2),
}


def job_scheduled(**changes: Any) -> JobScheduled:
    """Dana Fox's lawn is to be done on Friday morning."""
    return JobScheduled(**APPOINTMENT | {"sequence": 0, "calendar": CALENDAR, "cause": "scheduled"} | changes)


def appointment_requested(**changes: Any) -> AppointmentRequested:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "job_id": JOB,
        "estimate_id": ESTIMATE,
        "appointment_id": VISIT,
        "request_id": REQUEST,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "starts_at": FRIDAY,
        "days": (date(2026, 12, 7), date(2026, 12, 8)),
        "note": "After school, please.",
    }
    return AppointmentRequested(**facts | changes)


def appointment_request_declined(**changes: Any) -> AppointmentRequestDeclined:
    facts = {"request_id": REQUEST, "text": "The roller is booked for Friday."}
    return AppointmentRequestDeclined(**APPOINTMENT | facts | changes)


def appointment_cancelled(**changes: Any) -> AppointmentCancelled:
    facts = {"sequence": 1, "calendar": CALENDAR, "reason": "The crew is ill."}
    return AppointmentCancelled(**APPOINTMENT | facts | changes)


def everything() -> list[Event]:
    """All of it, once each."""
    return [job_scheduled(), appointment_requested(), appointment_request_declined(), appointment_cancelled()]
