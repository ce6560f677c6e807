"""Queue one message to one address."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications.domain.copies import CopiesOf
from services.notifications.domain.delivery import NOT_HANDED, Delivery
from services.notifications.domain.outcome import MISSING_CONTACT
from services.notifications.queries.copies import copies_to
from services.notifications.queries.deliveries import has_delivery
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.hand_over_next import hand_over_next
from services.notifications.usecases.tell_outcome import tell_outcome
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.notifications import MessageQueued
from shared.ids import new_id
from shared.messaging.outbox import publish


def queue_message(
    session: Session,
    *,
    workspace_id: UUID,
    cause_id: UUID,
    template: str,
    recipient: str | None,
    recipient_kind: str,
    record_id: UUID | None,
    context: dict[str, Any],
    channel: str = "email",
    obstacle: str | None = None,
    due_at: datetime | None = None,
    copies: CopiesOf | None = None,
) -> None:
    """Has the message sent once this is committed, or not before `due_at`; does nothing when it was queued for this cause.

    One that cannot go anywhere, for the category `obstacle` or for want of an address, is kept as failed, and told:
    nobody is to believe that it was sent. One that is sent goes to the contacts who get `copies` as well, by email.
    """
    get_workspace(session, workspace_id)
    address = (recipient or "").strip()
    if has_delivery(session, workspace_id, cause_id=cause_id, template=template, channel=channel, recipient=address):
        return
    now = utc_now()
    delivery = Delivery(
        id=new_id(),
        workspace_id=workspace_id,
        cause_id=cause_id,
        template=template,
        channel=channel,
        recipient_kind=recipient_kind,
        recipient=address,
        record_id=record_id,
        context=context,
        created_at=now,
        due_at=due_at or now,
        handed_at=NOT_HANDED,
    )
    session.add(delivery)
    _tell_queued(session, delivery)
    _start(session, delivery, obstacle)
    if copies is not None and not obstacle:
        _send_copies(session, delivery, copies)


def _send_copies(session: Session, delivery: Delivery, copies: CopiesOf) -> None:
    for address in copies_to(session, delivery.workspace_id, copies.customer_id):
        if address.casefold() != delivery.recipient.casefold():
            queue_message(
                session,
                workspace_id=delivery.workspace_id,
                cause_id=delivery.cause_id,
                template=delivery.template,
                recipient=address,
                recipient_kind=delivery.recipient_kind,
                record_id=delivery.record_id,
                context=copies.without_links(delivery.context, delivery.record_id),
            )


def _tell_queued(session: Session, delivery: Delivery) -> None:
    event = MessageQueued(
        workspace_id=delivery.workspace_id,
        delivery_id=delivery.id,
        channel=delivery.channel,
        template=delivery.template,
        record_id=delivery.record_id,
    )
    publish(session, event)


def _start(session: Session, delivery: Delivery, obstacle: str | None) -> None:
    if obstacle:
        delivery.fail(obstacle)
    elif not delivery.recipient:
        delivery.fail(MISSING_CONTACT)
    else:
        session.flush()
        hand_over_next(session, workspace_id=delivery.workspace_id, channel=delivery.channel)
    tell_outcome(session, delivery=delivery)
