"""Jobs of one workspace."""

from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.job import Job
from services.quotes.domain.schedule_errors import JobNotFound
from services.quotes.queries.pages import Page, newest_first
from shared.database.session import Session

_COLUMNS = (
    Job.id,
    Job.estimate_id,
    Job.customer_id,
    Job.title,
    Job.status,
    Job.total,
    Job.currency,
    Job.created_at,
    Job.completed_at,
)


def get_job(session: Session, workspace_id: UUID, job_id: UUID) -> Job:
    """The job; raises `JobNotFound`."""
    job = session.scalar(select(Job).where(Job.workspace_id == workspace_id, Job.id == job_id))
    if job is None:
        raise _not_found(job_id)
    return job


def find_job_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> Job | None:
    """The job that came of the estimate; None until it is accepted."""
    return session.scalar(select(Job).where(Job.workspace_id == workspace_id, Job.estimate_id == estimate_id))


def estimate_of(session: Session, workspace_id: UUID, job_id: UUID) -> UUID:
    """The id of the estimate that the job was made for; raises `JobNotFound`."""
    query = select(Job.estimate_id).where(Job.workspace_id == workspace_id, Job.id == job_id)
    estimate_id = session.scalar(query)
    if estimate_id is None:
        raise _not_found(job_id)
    return estimate_id


def list_jobs(session: Session, workspace_id: UUID, *, cursor: UUID | None, limit: int) -> Page:
    """The workspace's jobs, newest first."""
    query = select(*_COLUMNS).where(Job.workspace_id == workspace_id)
    return newest_first(session, query, Job.id, cursor=cursor, limit=limit)


def _not_found(job_id: UUID) -> JobNotFound:
    return JobNotFound(f"There is no job {job_id} in this workspace.")
