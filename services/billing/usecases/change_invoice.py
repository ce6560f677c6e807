"""Have an invoice ask for something else."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.invoice import Content, Invoice
from services.billing.domain.postings import asked, changed
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.ledger import write_down
from services.billing.usecases.close_page import close_page
from shared.database.session import Session
from shared.events.billing import InvoiceChanged
from shared.messaging.outbox import publish


def change_invoice(
    session: Session, *, workspace_id: UUID, invoice_id: UUID, content: Content, now: datetime
) -> Invoice:
    """Raises `CannotChange` once money has come. A payment page that asks for what it asked before is closed."""
    invoice = lock_invoice(session, workspace_id, invoice_id)
    before = asked(invoice)
    invoice.write(content)
    if invoice.status == "draft":
        return invoice
    write_down(session, workspace_id, changed(invoice, before, now))
    close_page(session, invoice=invoice)
    publish(
        session,
        InvoiceChanged(
            workspace_id=workspace_id,
            invoice_id=invoice.id,
            number=invoice.number,
            customer_id=invoice.customer_id,
            currency=invoice.currency,
            total=invoice.total,
            due_on=invoice.due_on,
        ),
    )
    return invoice
