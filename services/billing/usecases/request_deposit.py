"""Ask for the deposit of an estimate that has just been accepted."""

from datetime import datetime

from services.billing.domain.invoice import Content, Payer
from services.billing.domain.invoice_lines import InvoiceLine
from services.billing.queries.invoices import deposit_of
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.draft_invoice import draft_invoice
from services.billing.usecases.issue_invoice import issue_invoice
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted


def request_deposit(session: Session, *, told: EstimateAccepted, now: datetime) -> None:
    """Once, due on the day it was signed where the business is."""
    if deposit_of(session, told.workspace_id, told.estimate_id):
        return
    workspace = workspace_of(session, told.workspace_id)
    title = f"Deposit for {told.number} {told.title}"
    content = Content(
        title=title,
        lines=[InvoiceLine.single(title, told.deposit_due)],
        due_on=workspace.day_of(told.accepted_at) if workspace else told.accepted_at.date(),
    )
    draft = draft_invoice(
        session,
        workspace_id=told.workspace_id,
        kind="deposit",
        content=content,
        currency=told.currency,
        payer=Payer(told.customer_id, told.customer_name, told.customer_email),
        now=now,
        estimate_id=told.estimate_id,
        job_id=told.job_id,
    )
    session.flush()
    issue_invoice(session, workspace_id=told.workspace_id, invoice_id=draft.id, now=now)
