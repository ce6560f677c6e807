"""Leads of one workspace, and their histories."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.errors import LeadNotFound
from services.quotes.domain.lead import Lead, LeadLine, LeadSource, LeadStatus
from services.quotes.queries.mentions import mentions
from services.quotes.queries.pages import AnySelect, Page, newest_first
from shared.database.session import Session


def find_lead(session: Session, workspace_id: UUID, lead_id: UUID) -> Lead | None:
    """The lead, if there is one."""
    return session.scalar(select(Lead).where(Lead.workspace_id == workspace_id, Lead.id == lead_id))


def get_lead(session: Session, workspace_id: UUID, lead_id: UUID) -> Lead:
    """The lead; raises `LeadNotFound`."""
    return _there(find_lead(session, workspace_id, lead_id), lead_id)


def lock_lead(session: Session, workspace_id: UUID, lead_id: UUID) -> Lead:
    """The lead, held until the transaction ends; raises `LeadNotFound`."""
    mine = select(Lead).where(Lead.workspace_id == workspace_id, Lead.id == lead_id)
    return _there(session.scalar(mine.with_for_update()), lead_id)


def list_leads(
    session: Session,
    workspace_id: UUID,
    *,
    status: LeadStatus | None,
    source: LeadSource | None,
    search: str | None = None,
    cursor: UUID | None,
    limit: int,
) -> Page:
    """Leads, those that asked last first; those in whose name, email address, phone number or address `search` occurs."""
    query: AnySelect = select(*Lead.__table__.columns).where(Lead.workspace_id == workspace_id)
    if status is not None:
        query = query.where(Lead.status == status)
    if source is not None:
        query = query.where(Lead.source == source)
    if search:
        query = query.where(mentions(search, Lead.name, Lead.email, Lead.address, phone=Lead.phone))
    return newest_first(session, query, Lead.id, cursor=cursor, limit=limit)


def lines_of(session: Session, workspace_id: UUID, lead_id: UUID) -> Sequence[LeadLine]:
    """The history of a lead, oldest first."""
    mine = LeadLine.workspace_id == workspace_id, LeadLine.lead_id == lead_id
    return session.scalars(select(LeadLine).where(*mine).order_by(LeadLine.id)).all()


def _there(found: Lead | None, lead_id: UUID) -> Lead:
    if found is None:
        message = f"There is no lead {lead_id} in this workspace."
        raise LeadNotFound(message)
    return found
