"""Deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from services.notifications.domain.delivery import AWAITED, HAND_OVER_AGAIN, IN_HAND, OPEN, Delivery
from shared.database.session import Session

_REMEMBERED = 1000


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


def channel_used(session: Session, workspace_id: UUID, record_id: UUID, *, addresses: Sequence[str]) -> str | None:
    """By what whoever has these addresses was last reached about a record; None where nothing has come of any message."""
    query = select(Delivery.channel).where(
        Delivery.workspace_id == workspace_id,
        Delivery.record_id == record_id,
        Delivery.recipient.in_(addresses),
        Delivery.status.not_in(("failed", "suppressed")),
    )
    return session.scalar(query.order_by(Delivery.id.desc()).limit(1))


def find_by_id(session: Session, delivery_id: UUID) -> Delivery | None:
    """The delivery, which names its workspace: for whoever holds the link that came with it."""
    return session.get(Delivery, delivery_id)


def lock_delivery(session: Session, workspace_id: UUID, delivery_id: UUID) -> Delivery | None:
    """The delivery, for this transaction alone."""
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    return session.scalar(query.with_for_update())


def texts_since(session: Session, workspace_id: UUID, since: datetime, *, recipient: str | None = None) -> int:
    """How many text messages of the workspace have gone out since then, to one number or to all."""
    mine = Delivery.workspace_id == workspace_id, Delivery.channel == "sms", Delivery.sent_at >= since
    query = select(func.count()).select_from(Delivery).where(*mine)
    if recipient is not None:
        query = query.where(Delivery.recipient == recipient)
    return session.scalar(query) or 0


def latest_to(session: Session, address: str) -> Delivery | None:
    """The last mail to this address of all workspaces, which names its workspace: for what a provider reports of it."""
    theirs = Delivery.recipient.in_({address.strip(), address.strip().lower()}), Delivery.channel == "email"
    return session.scalar(select(Delivery).where(*theirs).order_by(Delivery.id.desc()).limit(1))


def latest_texts_to(session: Session, number: str) -> Sequence[Delivery]:
    """The last text message to this number of each of all workspaces that have written to it, the newest first."""
    query = select(Delivery).where(Delivery.recipient == number, Delivery.channel == "sms").order_by(Delivery.id.desc())
    latest: dict[UUID, Delivery] = {}
    for delivery in session.scalars(query.limit(_REMEMBERED)):
        latest.setdefault(delivery.workspace_id, delivery)
    return list(latest.values())


def turns_left(session: Session, workspace_id: UUID, channel: str, now: datetime) -> int:
    """How many messages more of this workspace may have tasks now."""
    mine = OPEN, Delivery.workspace_id == workspace_id, Delivery.channel == channel, _is_in_hand(now)
    in_hand = select(Delivery.id).where(*mine).limit(IN_HAND).subquery()
    return IN_HAND - (session.scalar(select(func.count()).select_from(in_hand)) or 0)


def lock_next(session: Session, workspace_id: UUID, channel: str, now: datetime, *, limit: int) -> Sequence[Delivery]:
    """What is due of this workspace and has no task: what somebody waits for first, then oldest first."""
    mine = OPEN, Delivery.workspace_id == workspace_id, Delivery.channel == channel
    query = select(Delivery).where(*mine, Delivery.due_at <= now, _is_unattended(now))
    turn = case((Delivery.template.in_(sorted(AWAITED)), 0), else_=1), Delivery.due_at
    return session.scalars(query.order_by(*turn).limit(limit).with_for_update(skip_locked=True)).all()


def workspaces_waiting(session: Session, now: datetime) -> Sequence[tuple[UUID, str]]:
    """Of all workspaces, and their channels, those of which something is due and has no task: one sweep serves them."""
    query = select(Delivery.workspace_id, Delivery.channel).where(OPEN, Delivery.due_at <= now, _is_unattended(now))
    return [(row.workspace_id, row.channel) for row in session.execute(query.distinct())]


def _is_unattended(now: datetime) -> ColumnElement[bool]:
    """Whether what is due has no task under way, as far as one can tell."""
    return or_(Delivery.handed_at < Delivery.due_at, Delivery.handed_at <= now - HAND_OVER_AGAIN)


def _is_in_hand(now: datetime) -> ColumnElement[bool]:
    """Whether a worker is at it, or is about to be."""
    is_sending = and_(Delivery.status == "sending", Delivery.due_at > now)
    is_handed = and_(Delivery.due_at <= now, not_(_is_unattended(now)))
    return or_(is_sending, is_handed)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries are listed: all that are all of this."""

    record_id: UUID | None = None
    status: str | None = None


def list_deliveries(
    session: Session, workspace_id: UUID, wanted: Wanted, *, before: UUID | None, limit: int
) -> Sequence[Delivery]:
    """Newest first; older than `before`, where it is given."""
    query = select(Delivery).where(Delivery.workspace_id == workspace_id)
    if wanted.record_id is not None:
        query = query.where(Delivery.record_id == wanted.record_id)
    if wanted.status is not None:
        query = query.where(Delivery.status == wanted.status)
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
