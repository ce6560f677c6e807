"""Cancel a job's appointment."""

from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.adapters.reach import Reach
from services.quotes.domain.origin import Origin
from services.quotes.queries.jobs import estimate_of, get_job
from services.quotes.queries.records import lock_record
from services.quotes.usecases.call_off_appointment import call_off_appointment
from shared.database.session import Session


def cancel_appointment(
    session: Session, *, workspace_id: UUID, job_id: UUID, reason: str, links: Links, origin: Origin
) -> Reach:
    """The office calls it off, perhaps with a reason, and can set another one later; returns how the customer is told."""
    record = lock_record(session, workspace_id, estimate_of(session, workspace_id, job_id))
    job = get_job(session, workspace_id, job_id)
    return call_off_appointment(session, record=record, job=job, reason=reason, links=links, origin=origin)
