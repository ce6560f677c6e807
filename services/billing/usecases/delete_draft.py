"""Throw a draft away."""

from uuid import UUID

from services.billing.queries.attachments import forget_attachments
from services.billing.queries.invoices import lock_invoice
from shared.database.session import Session


def delete_draft(session: Session, *, workspace_id: UUID, invoice_id: UUID) -> None:
    """Nobody has seen it, and no number is missing; raises `NotADraft`."""
    invoice = lock_invoice(session, workspace_id, invoice_id)
    invoice.check_draft()
    forget_attachments(session, workspace_id, invoice_id)
    session.delete(invoice)
