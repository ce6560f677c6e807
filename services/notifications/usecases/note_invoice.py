"""Note what is due of an invoice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.domain.follow_up import OpenInvoice
from services.notifications.queries.follow_ups import lock_invoice
from shared.database.session import Session


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of an invoice, and when that was so; without an amount only its link is news."""

    invoice_id: UUID
    customer_id: UUID
    currency: str
    amount: int
    at: datetime
    link: str | None = None


def note_invoice(session: Session, *, workspace_id: UUID, due: Due) -> None:
    """Keeps the latest of what was told, in whatever order."""
    invoice = lock_invoice(session, workspace_id, due.invoice_id)
    if invoice is None:
        invoice = OpenInvoice(
            invoice_id=due.invoice_id,
            workspace_id=workspace_id,
            customer_id=due.customer_id,
            currency=due.currency,
            amount_due=due.amount,
            told_at=due.at,
        )
        session.add(invoice)
    if due.at >= invoice.told_at:
        invoice.amount_due, invoice.told_at = due.amount, due.at
    invoice.link = due.link or invoice.link
