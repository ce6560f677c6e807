"""Schedule a job."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.quotes.adapters.calendar import calendar_file
from services.quotes.adapters.links import Links
from services.quotes.adapters.reach import Reach, reach
from services.quotes.domain.appointment import schedule
from services.quotes.domain.job import check_worked_on
from services.quotes.domain.origin import Origin
from services.quotes.domain.time_slot import read_slot
from services.quotes.queries.appointments import find_appointment, open_request
from services.quotes.queries.channels import is_available
from services.quotes.queries.jobs import estimate_of, get_job
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import JobScheduled
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True)
class Hours:
    """A day, and from when until when on it, as the clocks of the business show them."""

    day: date
    start: str
    end: str


def schedule_job(
    session: Session, *, workspace_id: UUID, job_id: UUID, hours: Hours, links: Links, origin: Origin
) -> Reach | None:
    """Sets the job's appointment, moves it, or confirms what the customer has asked for; and has the customer told.

    Returns how the customer is reached; None when it is at that time already, which changes nothing.
    """
    record = lock_record(session, workspace_id, estimate_of(session, workspace_id, job_id))
    check_worked_on(record.estimate)
    job = get_job(session, workspace_id, job_id)
    slot = read_slot(hours.day, hours.start, hours.end, zone=record.workspace.time_zone, now=origin.at)
    current, asked = find_appointment(session, workspace_id, job_id), open_request(session, workspace_id, job_id)
    appointment, cause = schedule(job, current, asked, slot, origin.at)
    if cause is None:
        return None
    how = reach(record, links, origin.at, texts=is_available(session, "sms"))
    session.add(appointment)
    details = {"job_id": str(job_id), **appointment.figures, "not_mailed": how.obstacle}
    record_history(session, estimate=record.estimate, action=f"appointment_{cause}", origin=origin, details=details)
    publish(
        session,
        JobScheduled(
            **how.facts(record),
            job_id=job_id,
            appointment_id=appointment.id,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            sequence=appointment.sequence,
            calendar=calendar_file(record, appointment),
            cause=cause,
        ),
    )
    return how
