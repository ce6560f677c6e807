"""Complete a job."""

from uuid import UUID

from services.quotes.domain.job import Job
from services.quotes.domain.origin import Origin
from services.quotes.queries.appointments import open_request
from services.quotes.queries.jobs import estimate_of, get_job
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import JobCompleted
from shared.messaging.outbox import publish


def complete_job(session: Session, *, workspace_id: UUID, job_id: UUID, origin: Origin) -> Job:
    """The work is done, and no other time can be asked for any more; raises a `Conflict` where there is nothing to do."""
    # The estimate's lock stands for all that hangs on it, so that its history grows line by line.
    record = lock_record(session, workspace_id, estimate_of(session, workspace_id, job_id))
    job = get_job(session, workspace_id, job_id)
    asked = open_request(session, workspace_id, job_id) if job.is_scheduled else None
    job.complete(record.estimate, origin.at)
    if asked is not None:
        asked.lapse(origin.at)
    record_history(
        session, estimate=record.estimate, action="job_completed", origin=origin, details={"job_id": str(job.id)}
    )
    publish(
        session,
        JobCompleted(
            workspace_id=workspace_id,
            job_id=job.id,
            estimate_id=job.estimate_id,
            customer_id=job.customer_id,
            completed_at=origin.at,
            title=job.title,
            customer_name=record.customer.name,
            customer_email=record.customer.email,
            customer_phone=record.customer.phone,
        ),
    )
    return job
