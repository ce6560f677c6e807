"""Acceptances, one per estimate at most."""

from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.job import Job
from shared.database.session import Session


def get_acceptance(session: Session, workspace_id: UUID, estimate_id: UUID) -> tuple[Acceptance, UUID]:
    """The acceptance of an estimate that has been accepted, and the id of its job."""
    mine = Acceptance.workspace_id == workspace_id, Acceptance.estimate_id == estimate_id
    joined = select(Acceptance, Job.id).join(Job, Job.estimate_id == Acceptance.estimate_id)
    acceptance, job_id = session.execute(joined.where(*mine)).one()
    return acceptance, job_id
