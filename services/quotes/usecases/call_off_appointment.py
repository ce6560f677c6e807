"""Call off the appointment of a locked record's job."""

from services.quotes.adapters.calendar import calendar_file
from services.quotes.adapters.links import Links
from services.quotes.adapters.reach import Reach, reach
from services.quotes.domain.appointment import call_off
from services.quotes.domain.job import Job
from services.quotes.domain.origin import Origin
from services.quotes.queries.appointments import get_appointment, open_request
from services.quotes.queries.channels import is_available
from services.quotes.queries.records import Record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import AppointmentCancelled
from shared.messaging.outbox import publish


def call_off_appointment(
    session: Session, *, record: Record, job: Job, reason: str, links: Links, origin: Origin
) -> Reach:
    """It does not take place, and the customer is told; raises `NothingScheduled`. What was asked for lapses."""
    job.check_movable()
    appointment = get_appointment(session, job.workspace_id, job.id)
    asked = open_request(session, job.workspace_id, job.id)
    reason = call_off(job, appointment, asked, reason, origin.at)
    how = reach(record, links, origin.at, texts=is_available(session, "sms"))
    details = {"job_id": str(job.id), **appointment.figures, "not_mailed": how.obstacle}
    record_history(session, estimate=record.estimate, action="appointment_cancelled", origin=origin, details=details)
    publish(
        session,
        AppointmentCancelled(
            **how.facts(record),
            job_id=job.id,
            appointment_id=appointment.id,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            sequence=appointment.sequence,
            calendar=calendar_file(record, appointment),
            reason=reason,
        ),
    )
    return how
