"""Attach a photo or file to an invoice."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.attachment import Attachment, attach
from services.billing.queries.attachments import attachments_of
from services.billing.queries.invoices import lock_invoice
from shared.database.session import Session
from shared.upload import Upload


def attach_file(
    session: Session,
    *,
    workspace_id: UUID,
    invoice_id: UUID,
    upload: Upload,
    caption: str,
    is_visible: bool,
    made_by: str,
    now: datetime,
) -> Attachment:
    """Keeps the file, as the last one, whatever has become of the invoice: its paper stays as it is."""
    invoice = lock_invoice(session, workspace_id, invoice_id)
    among = len(attachments_of(session, workspace_id, invoice_id))
    made = attach(invoice, upload, caption=caption, is_visible=is_visible, among=among, made_by=made_by, now=now)
    session.add(made)
    return made
