"""Begin an invoice that nobody but the office sees."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.invoice import Content, Invoice, Kind, Payer
from shared.database.session import Session
from shared.ids import new_id


def draft_invoice(
    session: Session,
    *,
    workspace_id: UUID,
    kind: Kind,
    content: Content,
    currency: str,
    payer: Payer,
    now: datetime,
    estimate_id: UUID | None = None,
    job_id: UUID | None = None,
) -> Invoice:
    """A draft, without a number: numbers are for what was issued, so that none is missing. Raises `InvalidInvoice`."""
    invoice_id = new_id()
    invoice = Invoice(
        id=invoice_id,
        workspace_id=workspace_id,
        number=f"draft-{invoice_id}",
        kind=kind,
        title=content.title,
        lines=[],
        currency=currency,
        total=0,
        customer_id=payer.customer_id,
        customer_name=payer.name,
        customer_email=payer.email,
        due_on=content.due_on,
        issued_at=now,
        estimate_id=estimate_id,
        job_id=job_id,
        status="draft",
        version=0,
    )
    invoice.write(content)
    session.add(invoice)
    return invoice
