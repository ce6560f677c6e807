"""Completed jobs, and the links by which they are reviewed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.referrals.domain.errors import JobNotFound
from services.referrals.domain.job import CompletedJob, RevokedLink
from shared.database.session import Session
from shared.links import SignedLink


def find_job(session: Session, workspace_id: UUID, job_id: UUID) -> CompletedJob | None:
    return session.scalar(
        select(CompletedJob).where(CompletedJob.workspace_id == workspace_id, CompletedJob.id == job_id)
    )


def job_of(session: Session, workspace_id: UUID, job_id: UUID) -> CompletedJob:
    """The job; raises `JobNotFound`."""
    job = find_job(session, workspace_id, job_id)
    if job is None:
        raise _not_found()
    return job


def lock_opened(session: Session, link: SignedLink) -> CompletedJob:
    """The job that `link`, which names its workspace, opens, for this transaction alone; raises what `open_job` raises."""
    mine = CompletedJob.workspace_id == link.workspace_id, CompletedJob.id == link.record_id
    job = session.scalar(select(CompletedJob).where(*mine).with_for_update())
    if job is None:
        raise _not_found()
    job.check_not_revoked(link.issued_at, itself=is_revoked(session, link))
    return job


def open_job(session: Session, link: SignedLink) -> CompletedJob:
    """The job that `link`, which names its workspace, opens; raises `JobNotFound` or `LinkRevoked`."""
    job = job_of(session, link.workspace_id, link.record_id)
    job.check_not_revoked(link.issued_at, itself=is_revoked(session, link))
    return job


def is_revoked(session: Session, link: SignedLink) -> bool:
    """Whether `link`, which names its workspace, is revoked by itself."""
    return session.get(RevokedLink, link.link_id) is not None


def lock_jobs(
    session: Session, workspace_id: UUID, *, estimate_id: UUID | None = None, customer_id: UUID | None = None
) -> Sequence[CompletedJob]:
    """The jobs of the estimate, or of the customer, for this transaction alone."""
    query = select(CompletedJob).where(CompletedJob.workspace_id == workspace_id)
    if estimate_id is not None:
        query = query.where(CompletedJob.estimate_id == estimate_id)
    if customer_id is not None:
        query = query.where(CompletedJob.customer_id == customer_id)
    return session.scalars(query.order_by(CompletedJob.id).with_for_update()).all()


def _not_found() -> JobNotFound:
    return JobNotFound("There is no such job. One that was just completed is here in a moment.")
