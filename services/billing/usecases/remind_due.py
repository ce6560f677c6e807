"""Remind customers of what is due, and of what is overdue."""

from datetime import datetime
from uuid import UUID

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.domain.invoice import Invoice
from services.billing.domain.reminder import steps_due
from services.billing.queries.customers import address_on_file, phone_on_file
from services.billing.queries.payment_terms import terms_of
from services.billing.queries.reminders import invoices_to_remind, take_step
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.tell_due import tell_due
from shared.database.session import Session
from shared.events.billing import InvoiceOverdue
from shared.messaging.outbox import publish

BATCH = 200


def remind_due(session: Session, *, links: PaymentLinks, now: datetime, after: UUID | None) -> UUID | None:
    """Goes through a batch of invoices after the one named; the last of them, or None where there are no more.

    By day, where the business is, and each step of an invoice once.
    """
    batch = invoices_to_remind(session, now.date(), after, BATCH)
    for invoice in batch:
        _remind(session, invoice, links, now)
    return batch[-1].id if len(batch) == BATCH else None


def _remind(session: Session, invoice: Invoice, links: PaymentLinks, now: datetime) -> None:
    workspace = workspace_of(session, invoice.workspace_id)
    if workspace is None or not workspace.is_day(now):
        return
    link = links.link(workspace, invoice, now)
    if link is None:
        return
    today = workspace.day_of(now)
    chosen = terms_of(session, invoice.workspace_id).reminders
    steps = list(steps_due(chosen, invoice.due_on, workspace.day_of(invoice.issued_at), today))
    # Where several have come at once, after an outage or a change of the terms, one message says as much as all.
    taken = [take_step(session, invoice.workspace_id, invoice.id, step, now) for step in steps]
    if not any(taken):
        return
    if today <= invoice.due_on:
        tell_due(session, invoice=invoice, link=link, cause="reminder")
    else:
        days = (today - invoice.due_on).days
        publish(session, _overdue(session, invoice, link, days))


def _overdue(session: Session, invoice: Invoice, link: str, days: int) -> InvoiceOverdue:
    return InvoiceOverdue(
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        number=invoice.number,
        kind=invoice.kind,
        title=invoice.title,
        customer_id=invoice.customer_id,
        customer_name=invoice.customer_name,
        customer_email=address_on_file(session, invoice.workspace_id, invoice),
        customer_phone=phone_on_file(session, invoice.workspace_id, invoice.customer_id),
        currency=invoice.currency,
        amount_due=invoice.amount_due,
        due_on=invoice.due_on,
        days_overdue=days,
        link=link,
    )
