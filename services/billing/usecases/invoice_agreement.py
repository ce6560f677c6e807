"""Make the invoice of work that a customer has agreed to."""

from datetime import date, datetime
from uuid import UUID

from services.billing.domain.errors import AlreadyInvoiced
from services.billing.domain.invoice import Content, Invoice, Payer
from services.billing.queries.agreements import invoice_of_work, lock_agreement
from services.billing.queries.customers import customer_of
from services.billing.usecases.draft_invoice import draft_invoice
from shared.database.session import Session


def invoice_agreement(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID | None,
    job_id: UUID | None,
    due_on: date,
    note: str | None,
    now: datetime,
) -> Invoice:
    """A draft with the lines, discounts and taxes that were signed; raises `AlreadyInvoiced` where there is one."""
    agreed = lock_agreement(session, workspace_id, estimate_id=estimate_id, job_id=job_id)
    existing = invoice_of_work(session, workspace_id, agreed.estimate_id)
    if existing is not None:
        message = f"{agreed.number} is on {existing.label} already. Void or delete that first, or enter lines by hand."
        raise AlreadyInvoiced(message, invoice_id=str(existing.id))
    on_file = customer_of(session, workspace_id, agreed.customer_id)
    payer = Payer(
        agreed.customer_id,
        on_file.name if on_file else agreed.customer_name,
        on_file.email if on_file else agreed.customer_email,
    )
    content = Content(title=f"{agreed.number} {agreed.title}", lines=agreed.invoice_lines(), due_on=due_on, note=note)
    return draft_invoice(
        session,
        workspace_id=workspace_id,
        kind="invoice",
        content=content,
        currency=agreed.currency,
        payer=payer,
        now=now,
        estimate_id=agreed.estimate_id,
        job_id=agreed.job_id,
    )
