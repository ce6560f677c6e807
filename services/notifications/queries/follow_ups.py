"""Follow-ups to jobs, and what is due of invoices."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.notifications.domain.follow_up import WAITING, FollowUp, OpenInvoice
from shared.database.session import Session
from shared.database.upsert import insert_into


def lock_follow_up(session: Session, workspace_id: UUID, job_id: UUID) -> FollowUp:
    """The follow-up of the job, made when it is new; for this transaction alone."""
    row = {"job_id": job_id, "workspace_id": workspace_id, "customer_name": "", "title": "", "is_reviewed": False}
    session.execute(insert_into(session, FollowUp).values(row).on_conflict_do_nothing())
    mine = FollowUp.workspace_id == workspace_id, FollowUp.job_id == job_id
    return session.scalars(select(FollowUp).where(*mine).with_for_update()).one()


def find_follow_up(session: Session, workspace_id: UUID, job_id: UUID) -> FollowUp | None:
    return session.scalar(select(FollowUp).where(FollowUp.workspace_id == workspace_id, FollowUp.job_id == job_id))


def lock_due_follow_ups(session: Session, now: datetime, *, limit: int) -> Sequence[FollowUp]:
    """What is due, of all workspaces: one sweep serves them."""
    query = select(FollowUp).where(WAITING, FollowUp.due_at <= now).order_by(FollowUp.due_at).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def due_of(session: Session, workspace_id: UUID, customer_id: UUID) -> OpenInvoice | None:
    """The oldest invoice of which the customer owes something; one that can be paid by its own link comes first."""
    mine = OpenInvoice.workspace_id == workspace_id, OpenInvoice.customer_id == customer_id, OpenInvoice.amount_due > 0
    query = select(OpenInvoice).where(*mine).order_by(OpenInvoice.link.is_(None), OpenInvoice.invoice_id)
    return session.scalar(query.limit(1))


def lock_invoice(session: Session, workspace_id: UUID, invoice_id: UUID) -> OpenInvoice | None:
    """The invoice, for this transaction alone."""
    mine = OpenInvoice.workspace_id == workspace_id, OpenInvoice.invoice_id == invoice_id
    return session.scalar(select(OpenInvoice).where(*mine).with_for_update())


def find_invoice(session: Session, workspace_id: UUID, invoice_id: UUID) -> OpenInvoice | None:
    mine = OpenInvoice.workspace_id == workspace_id, OpenInvoice.invoice_id == invoice_id
    return session.scalar(select(OpenInvoice).where(*mine))
