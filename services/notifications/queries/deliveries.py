"""Deliveries."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from services.notifications.domain.delivery import HAND_OVER_AGAIN, OPEN, Delivery
from shared.database.session import Session


def has_delivery(
    session: Session, workspace_id: UUID, *, cause_id: UUID, template: str, channel: str, recipient: str
) -> bool:
    """Whether this message has been queued before."""
    query = select(Delivery.id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.cause_id == cause_id,
        Delivery.template == template,
        Delivery.channel == channel,
        Delivery.recipient == recipient,
    )
    return session.scalar(query) is not None


def find_by_id(session: Session, delivery_id: UUID) -> Delivery | None:
    """The delivery, which names its workspace: for whoever holds the link that came with it."""
    return session.get(Delivery, delivery_id)


def lock_delivery(session: Session, workspace_id: UUID, delivery_id: UUID) -> Delivery | None:
    """The delivery, for this transaction alone."""
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    return session.scalar(query.with_for_update())


def lock_unattended(session: Session, now: datetime, *, limit: int) -> Sequence[Delivery]:
    """What is due and has no task under way as far as one can tell, of all workspaces: one sweep serves them."""
    not_handed_over = or_(Delivery.handed_at < Delivery.due_at, Delivery.handed_at <= now - HAND_OVER_AGAIN)
    query = select(Delivery).where(OPEN, Delivery.due_at <= now, not_handed_over).order_by(Delivery.due_at).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def list_deliveries(
    session: Session, workspace_id: UUID, *, record_id: UUID | None, before: UUID | None, limit: int
) -> Sequence[Delivery]:
    """Newest first; those of one record, where it is given; older than `before`, where it is given."""
    query = select(Delivery).where(Delivery.workspace_id == workspace_id)
    if record_id is not None:
        query = query.where(Delivery.record_id == record_id)
    if before is not None:
        query = query.where(Delivery.id < before)
    return session.scalars(query.order_by(Delivery.id.desc()).limit(limit)).all()


def customer_name_of(session: Session, workspace_id: UUID, record_id: UUID) -> str | None:
    """The name under which the customer of a record was last written to."""
    query = select(Delivery.context).where(
        Delivery.workspace_id == workspace_id, Delivery.record_id == record_id, Delivery.recipient_kind == "customer"
    )
    context = session.scalar(query.order_by(Delivery.id.desc()).limit(1))
    return context.get("customer_name") if context else None
