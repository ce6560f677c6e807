"""Note that a job is done, so that its customer can review it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.referrals.domain.job import CompletedJob
from services.referrals.queries.customers import find_customer
from services.referrals.queries.jobs import find_job
from shared.database.session import Session
from shared.messaging.outbox import enqueue


@dataclass(frozen=True, slots=True)
class Done:
    """A job that was completed, as it is told of. An older release told less of its customer."""

    job_id: UUID
    estimate_id: UUID
    customer_id: UUID
    title: str
    customer_name: str
    customer_email: str | None
    at: datetime


def note_completed_job(session: Session, *, workspace_id: UUID, done: Done) -> None:
    """Keeps the job and has a link issued to review it by; does nothing when that has happened before."""
    if find_job(session, workspace_id, done.job_id) is not None:
        return
    known = find_customer(session, workspace_id, done.customer_id)
    job = CompletedJob(
        id=done.job_id,
        workspace_id=workspace_id,
        estimate_id=done.estimate_id,
        customer_id=done.customer_id,
        customer_name=done.customer_name or (known.name if known else ""),
        customer_email=done.customer_email or (known.email if known else None),
        title=done.title,
        completed_at=done.at,
    )
    session.add(job)
    enqueue(session, "referrals.issue_review_link", workspace_id=str(workspace_id), job_id=str(done.job_id))
