"""Jobs of one workspace."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select

from services.quotes.domain.appointment import Appointment
from services.quotes.domain.customer import Customer
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.job import Job, JobStatus
from services.quotes.domain.schedule_errors import JobNotFound
from services.quotes.queries.mentions import mentions
from services.quotes.queries.pages import AnyRow, AnySelect, Page, newest_first
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


def list_jobs(
    session: Session,
    workspace_id: UUID,
    *,
    status: JobStatus | None = None,
    search: str | None = None,
    cursor: UUID | None,
    limit: int,
) -> Page:
    """The workspace's jobs, newest first, with whose each is and when; those that mention `search`."""
    query = _listed(workspace_id)
    if status is not None:
        query = query.where(Job.status == status)
    if search:
        query = query.where(mentions(search, Estimate.number, Job.title, Customer.name, Customer.email))
    return newest_first(session, query, Job.id, cursor=cursor, limit=limit)


def jobs_between(
    session: Session, workspace_id: UUID, start: datetime, end: datetime, *, limit: int
) -> Sequence[AnyRow]:
    """The jobs whose appointments begin from `start` on and before `end`, in their order; not those called off."""
    on = Appointment.starts_at >= start, Appointment.starts_at < end
    return session.execute(_listed(workspace_id).where(*on).order_by(Appointment.starts_at, Job.id).limit(limit)).all()


def _listed(workspace_id: UUID) -> AnySelect:
    is_on = and_(Appointment.job_id == Job.id, Appointment.status == "scheduled")
    more = (Estimate.number, Customer.name.label("customer_name"), Appointment.starts_at, Appointment.ends_at)
    query: AnySelect = (
        select(*_COLUMNS, *more)
        .join(Estimate, Estimate.id == Job.estimate_id)
        .join(Customer, Customer.id == Job.customer_id)
        .outerjoin(Appointment, is_on)
        .where(Job.workspace_id == workspace_id)
    )
    return query


def _not_found(job_id: UUID) -> JobNotFound:
    return JobNotFound(f"There is no job {job_id} in this workspace.")
