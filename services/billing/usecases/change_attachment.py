"""Change how an attachment is shown."""

from uuid import UUID

from services.billing.domain.attachment import Attachment, Showing, put_in_place
from services.billing.queries.attachments import attachment_of, attachments_of
from services.billing.queries.invoices import lock_invoice
from shared.database.session import Session


def change_attachment(
    session: Session, *, workspace_id: UUID, invoice_id: UUID, attachment_id: UUID, showing: Showing
) -> Attachment:
    """Has it shown as `showing` says."""
    lock_invoice(session, workspace_id, invoice_id)
    attachment = attachment_of(session, workspace_id, invoice_id, attachment_id)
    if showing.caption is not None:
        attachment.describe(showing.caption)
    if showing.is_visible is not None:
        attachment.is_visible = showing.is_visible
    if showing.position is not None:
        put_in_place(attachments_of(session, workspace_id, invoice_id), attachment, showing.position)
    return attachment
