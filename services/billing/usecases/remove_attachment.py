"""Remove an attachment."""

from uuid import UUID

from services.billing.domain.attachment import number
from services.billing.queries.attachments import attachment_of, attachments_of
from services.billing.queries.invoices import lock_invoice
from shared.database.session import Session


def remove_attachment(session: Session, *, workspace_id: UUID, invoice_id: UUID, attachment_id: UUID) -> None:
    """It is gone for good; nobody has signed for it."""
    lock_invoice(session, workspace_id, invoice_id)
    session.delete(attachment_of(session, workspace_id, invoice_id, attachment_id))
    session.flush()
    number(attachments_of(session, workspace_id, invoice_id))
