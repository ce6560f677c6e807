"""Have it kept what is due of an invoice, so that a follow-up can remind of it."""

from datetime import datetime
from uuid import UUID

from shared.clock import isoformat
from shared.database.session import Session
from shared.messaging.outbox import enqueue


def follow_invoice(
    session: Session,
    *,
    workspace_id: UUID,
    invoice_id: UUID,
    customer_id: UUID,
    currency: str,
    amount: int,
    at: datetime,
    link: str | None = None,
) -> None:
    """So much is due of it now. Kept by a task: what tells of it waits for no table."""
    enqueue(
        session,
        "notifications.note_invoice",
        workspace_id=str(workspace_id),
        invoice_id=str(invoice_id),
        customer_id=str(customer_id),
        currency=currency,
        amount=amount,
        at=isoformat(at),
        link=link,
    )
