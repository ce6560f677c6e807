"""Ask a customer for money."""

from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import issued
from services.billing.queries.invoices import lock_invoice, next_number
from services.billing.queries.ledger import write_down
from services.billing.usecases.credit_deposit import credit_deposit
from services.billing.usecases.use_credits import use_credits
from shared.database.session import Session
from shared.events.billing import InvoiceIssued
from shared.messaging.outbox import publish

log = structlog.get_logger()


def issue_invoice(session: Session, *, workspace_id: UUID, invoice_id: UUID, now: datetime) -> Invoice:
    """Gives a draft the workspace's next number, and has deposit and credits pay what they can; raises `NotADraft`."""
    invoice = lock_invoice(session, workspace_id, invoice_id)
    invoice.check_draft()
    invoice.issue(next_number(session, workspace_id), now)
    write_down(session, workspace_id, issued(invoice, now))
    publish(session, _issued(invoice))
    log.info(
        "invoice_issued",
        invoice_id=str(invoice.id),
        kind=invoice.kind,
        currency=invoice.currency,
        total=invoice.total,
    )
    credit_deposit(session, workspace_id=workspace_id, invoice=invoice, now=now)
    use_credits(session, invoice=invoice, now=now)
    return invoice


def _issued(invoice: Invoice) -> InvoiceIssued:
    return InvoiceIssued(
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        number=invoice.number,
        kind=invoice.kind,
        estimate_id=invoice.estimate_id,
        job_id=invoice.job_id,
        customer_id=invoice.customer_id,
        customer_name=invoice.customer_name,
        customer_email=invoice.customer_email,
        currency=invoice.currency,
        total=invoice.total,
        due_on=invoice.due_on,
    )
