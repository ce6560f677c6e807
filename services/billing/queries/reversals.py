"""Refunds and disputes: money that has come and gone."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.checkout import Checkout
from services.billing.domain.dispute import Dispute
from services.billing.domain.refund import Refund
from shared.database.session import Session


def refunds_of(session: Session, workspace_id: UUID, invoice_id: UUID) -> Sequence[Refund]:
    """The refunds of the invoice, oldest first."""
    return refunds_of_all(session, workspace_id, [invoice_id])


def refunds_of_all(session: Session, workspace_id: UUID, invoice_ids: Collection[UUID]) -> Sequence[Refund]:
    """The refunds of the invoices, oldest first."""
    mine = Refund.workspace_id == workspace_id, Refund.invoice_id.in_(invoice_ids)
    return session.scalars(select(Refund).where(*mine).order_by(Refund.id)).all()


def refunds_due(session: Session, workspace_id: UUID, checkout_id: UUID) -> Sequence[Refund]:
    """Those of the payment that Stripe is to be asked for, oldest first."""
    mine = Refund.workspace_id == workspace_id, Refund.checkout_id == checkout_id, Refund.status == "due"
    return session.scalars(select(Refund).where(*mine).order_by(Refund.id)).all()


def refund_of(session: Session, workspace_id: UUID, refund_id: UUID) -> Refund:
    """The refund; raises `sqlalchemy.exc.NoResultFound`, which says that whoever asks made the id up."""
    return session.scalars(select(Refund).where(Refund.workspace_id == workspace_id, Refund.id == refund_id)).one()


def disputes_of(session: Session, workspace_id: UUID, invoice_id: UUID) -> Sequence[Dispute]:
    """The disputes of the invoice's payments, oldest first."""
    return disputes_of_all(session, workspace_id, [invoice_id])


def disputes_of_all(session: Session, workspace_id: UUID, invoice_ids: Collection[UUID]) -> Sequence[Dispute]:
    """The disputes of the invoices' payments, oldest first."""
    mine = Dispute.workspace_id == workspace_id, Dispute.invoice_id.in_(invoice_ids)
    return session.scalars(select(Dispute).where(*mine).order_by(Dispute.id)).all()


def payments_with_refunds_to_check(session: Session, now: datetime, limit: int) -> Sequence[tuple[Checkout, Refund]]:
    """Refunds of all workspaces that Stripe is to be asked about; two sweeps at once get different ones."""
    due = select(Checkout, Refund).join(Refund, Refund.checkout_id == Checkout.id).where(Refund.next_check_at <= now)
    locked = due.order_by(Refund.next_check_at).limit(limit).with_for_update(skip_locked=True, of=Refund)
    return [(checkout, refund) for checkout, refund in session.execute(locked)]
