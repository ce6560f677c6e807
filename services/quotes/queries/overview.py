"""All that a customer has here, as their own page lists it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.appointment import Appointment
from services.quotes.domain.errors import EstimateNotFound
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.job import Job
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.contents import contents_columns
from services.quotes.queries.pages import AnyRow
from shared.database.session import Session

MOST = 100
_CURRENT = and_(EstimateVersion.estimate_id == Estimate.id, EstimateVersion.version == Estimate.version)


def estimates_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[AnyRow]:
    """What the customer has been sent and was not withdrawn, newest first, with the job and appointment that came of it."""
    query = (
        select(
            Estimate.id,
            Estimate.number,
            Estimate.title,
            Estimate.status,
            Estimate.currency,
            Estimate.expires_on,
            Estimate.sent_at,
            Estimate.decided_at,
            func.coalesce(Acceptance.total, EstimateVersion.total_from).label("total"),
            *contents_columns(EstimateVersion.document),
            Job.id.label("job_id"),
            Job.title.label("job_title"),
            Job.status.label("job_status"),
            Job.completed_at,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.status.label("appointment_status"),
        )
        .join(EstimateVersion, _CURRENT)
        .outerjoin(Acceptance, Acceptance.estimate_id == Estimate.id)
        .outerjoin(Job, Job.estimate_id == Estimate.id)
        .outerjoin(Appointment, Appointment.job_id == Job.id)
        .where(
            Estimate.workspace_id == workspace_id,
            Estimate.customer_id == customer_id,
            Estimate.sent_at.is_not(None),
            Estimate.status != "void",
        )
    )
    return session.execute(query.order_by(Estimate.id.desc()).limit(MOST)).all()


@dataclass(frozen=True, slots=True)
class Shown:
    """One estimate as its link depends on it."""

    estimate: Estimate
    current: EstimateVersion
    workspace: Workspace


def shown_estimate(session: Session, workspace_id: UUID, *, customer_id: UUID, estimate_id: UUID) -> Shown:
    """An estimate that the customer has been sent; raises `EstimateNotFound` for all others."""
    query = (
        select(Estimate, EstimateVersion, Workspace)
        .join(EstimateVersion, _CURRENT)
        .join(Workspace, Workspace.id == Estimate.workspace_id)
        .where(
            Estimate.workspace_id == workspace_id,
            Estimate.customer_id == customer_id,
            Estimate.id == estimate_id,
            Estimate.sent_at.is_not(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise EstimateNotFound("There is no such estimate of yours here.")
    return Shown(*found)
