"""Queue one message to a customer, by whatever reaches them: by email, or as a text where that is all there is."""

from typing import Any
from uuid import UUID

from services.notifications.domain.copies import CopiesOf
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
    copies: CopiesOf | None = None,
) -> None:
    """Has it sent once this is committed; does nothing when it has been queued for this cause before."""
    by_text = bool(phone and not email)
    queue_message(
        session,
        workspace_id=workspace_id,
        cause_id=cause_id,
        template=template,
        channel="sms" if by_text else "email",
        recipient=phone if by_text else email,
        recipient_kind="customer",
        record_id=record_id,
        context=context,
        copies=copies,
    )
