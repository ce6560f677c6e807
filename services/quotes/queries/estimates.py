"""Estimates of one workspace, as the office sees them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import EstimateNotFound
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.job import Job
from services.quotes.domain.note import Note
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.contents import contents_columns
from services.quotes.queries.mentions import mentions
from services.quotes.queries.pages import AnySelect, Page, newest_first
from shared.database.session import Session

_CURRENT = and_(EstimateVersion.estimate_id == Estimate.id, EstimateVersion.version == Estimate.version)


@dataclass(frozen=True, slots=True)
class Whole:
    """An estimate with all that belongs to it now."""

    estimate: Estimate
    current: EstimateVersion
    customer: Customer
    workspace: Workspace
    acceptance: Acceptance | None
    job: Job | None


def get_estimate(session: Session, workspace_id: UUID, estimate_id: UUID) -> Whole:
    """The estimate; raises `EstimateNotFound`."""
    query = (
        select(Estimate, EstimateVersion, Customer, Workspace, Acceptance, Job)
        .join(EstimateVersion, _CURRENT)
        .join(Customer, Customer.id == Estimate.customer_id)
        .join(Workspace, Workspace.id == Estimate.workspace_id)
        .outerjoin(Acceptance, Acceptance.estimate_id == Estimate.id)
        .outerjoin(Job, Job.estimate_id == Estimate.id)
        .where(Estimate.workspace_id == workspace_id, Estimate.id == estimate_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise _not_found(estimate_id)
    return Whole(*found)


def check_estimate(session: Session, workspace_id: UUID, estimate_id: UUID) -> None:
    """Raises `EstimateNotFound` unless it is one of the workspace."""
    query = select(Estimate.id).where(Estimate.workspace_id == workspace_id, Estimate.id == estimate_id)
    if session.scalar(query) is None:
        raise _not_found(estimate_id)


def record_type_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> str:
    """The record type of the estimate; raises `EstimateNotFound`."""
    query = select(Estimate.record_type).where(Estimate.workspace_id == workspace_id, Estimate.id == estimate_id)
    found = session.scalar(query)
    if found is None:
        raise _not_found(estimate_id)
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which estimates are listed: all that are all of this."""

    status: str | None = None
    customer_id: UUID | None = None
    unanswered: bool = False
    search: str | None = None


def list_estimates(session: Session, workspace_id: UUID, wanted: Wanted, *, cursor: UUID | None, limit: int) -> Page:
    """The workspace's estimates, newest first. `total` is what was agreed, else what it comes to at least."""
    query: AnySelect = (
        select(
            Estimate.id,
            Estimate.number,
            Estimate.title,
            Estimate.status,
            Customer.name.label("customer_name"),
            Estimate.currency,
            func.coalesce(Acceptance.total, EstimateVersion.total_from).label("total"),
            Estimate.updated_at,
            Estimate.version,
            *contents_columns(EstimateVersion.document),
        )
        .join(EstimateVersion, _CURRENT)
        .join(Customer, Customer.id == Estimate.customer_id)
        .outerjoin(Acceptance, Acceptance.estimate_id == Estimate.id)
        .where(Estimate.workspace_id == workspace_id)
    )
    if wanted.status is not None:
        query = query.where(Estimate.status == wanted.status)
    if wanted.customer_id is not None:
        query = query.where(Estimate.customer_id == wanted.customer_id)
    if wanted.search:
        query = query.where(mentions(wanted.search, Estimate.number, Estimate.title, Customer.name, Customer.email))
    if wanted.unanswered:
        query = query.where(_last_author(workspace_id) == "customer")
    return newest_first(session, query, Estimate.id, cursor=cursor, limit=limit)


def _last_author(workspace_id: UUID) -> Any:
    """Who wrote the newest note on the estimate."""
    notes = select(Note.author_kind).where(Note.workspace_id == workspace_id, Note.estimate_id == Estimate.id)
    return notes.order_by(Note.id.desc()).limit(1).correlate(Estimate).scalar_subquery()


def _not_found(estimate_id: UUID) -> EstimateNotFound:
    return EstimateNotFound(f"There is no estimate {estimate_id} in this workspace.")
