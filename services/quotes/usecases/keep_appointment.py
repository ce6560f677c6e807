"""Keep a job's appointment that the customer has asked to change."""

from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.adapters.reach import Reach, reach
from services.quotes.domain.origin import Origin
from services.quotes.queries.appointments import get_appointment, get_open_request
from services.quotes.queries.channels import is_available
from services.quotes.queries.jobs import estimate_of, get_job
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import AppointmentRequestDeclined
from shared.messaging.outbox import publish


def keep_appointment(
    session: Session, *, workspace_id: UUID, job_id: UUID, explanation: str, links: Links, origin: Origin
) -> Reach:
    """The time stays as it is, and the customer reads why; raises `NoAppointmentRequest` when nothing was asked for."""
    record = lock_record(session, workspace_id, estimate_of(session, workspace_id, job_id))
    get_job(session, workspace_id, job_id).check_movable()
    asked = get_open_request(session, workspace_id, job_id)
    appointment = get_appointment(session, workspace_id, job_id)
    asked.decline(explanation, origin.at)
    how = reach(record, links, origin.at, texts=is_available(session, "sms"))
    details = {"job_id": str(job_id), "request_id": str(asked.id), **appointment.figures, "not_mailed": how.obstacle}
    record_history(session, estimate=record.estimate, action="appointment_kept", origin=origin, details=details)
    publish(
        session,
        AppointmentRequestDeclined(
            **how.facts(record),
            job_id=job_id,
            appointment_id=appointment.id,
            request_id=asked.id,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            text=asked.explanation or "",
        ),
    )
    return how
