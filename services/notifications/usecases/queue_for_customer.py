"""Queue one message to a customer, by whatever reaches them."""

from typing import Any
from uuid import UUID

from services.notifications.domain.copies import CopiesOf
from services.notifications.queries.deliveries import channel_used
from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session


def queue_for_customer(
    session: Session,
    *,
    workspace_id: UUID,
    cause_id: UUID,
    template: str,
    email: str | None,
    phone: str | None,
    record_id: UUID | None,
    context: dict[str, Any],
    channel: str | None = None,
    obstacle: str | None = None,
    copies: CopiesOf | None = None,
) -> None:
    """Has it sent once this is committed; does nothing when it has been queued for this cause before.

    By the `channel` that somebody has chosen; else as the last message about the record went out, if that reached them;
    else by email, or as a text where there is but a phone number.
    """
    chosen = channel or _channel(session, workspace_id, record_id, email=email, phone=phone)
    queue_message(
        session,
        workspace_id=workspace_id,
        cause_id=cause_id,
        template=template,
        channel=chosen,
        recipient=phone if chosen == "sms" else email,
        recipient_kind="customer",
        record_id=record_id,
        context=context,
        obstacle=obstacle,
        copies=copies,
    )


def _channel(
    session: Session, workspace_id: UUID, record_id: UUID | None, *, email: str | None, phone: str | None
) -> str:
    if not phone:
        return "email"
    if not email:
        return "sms"
    used = channel_used(session, workspace_id, record_id, addresses=(email, phone)) if record_id else None
    return used or "email"
