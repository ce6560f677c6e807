"""Make an invoice of lines that the office has entered."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.billing.domain.errors import CustomerUnknown, InvalidInvoice
from services.billing.domain.invoice import Content, Invoice, Payer
from services.billing.domain.invoice_lines import InvoiceLine
from services.billing.queries.customers import customer_of
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.draft_invoice import draft_invoice
from shared.database.session import Session
from shared.money import is_currency


def invoice_by_hand(
    session: Session,
    *,
    workspace_id: UUID,
    customer_id: UUID | None,
    customer_name: str | None,
    customer_email: str | None,
    title: str | None,
    lines: Sequence[InvoiceLine],
    currency: str | None,
    due_on: date,
    note: str | None,
    now: datetime,
) -> Invoice:
    """A draft in the workspace's currency, or the one given; raises `InvalidInvoice` or `CustomerUnknown`."""
    if not title:
        raise InvalidInvoice("Say what the invoice is for.", field="title")
    workspace = workspace_of(session, workspace_id)
    in_currency = currency or (workspace.currency if workspace else None) or "USD"
    if not is_currency(in_currency):
        raise InvalidInvoice(f"{in_currency} is not an ISO 4217 currency, such as USD.", field="currency")
    return draft_invoice(
        session,
        workspace_id=workspace_id,
        kind="invoice",
        content=Content(title=title, lines=lines, due_on=due_on, note=note),
        currency=in_currency,
        payer=_payer(session, workspace_id, customer_id, customer_name, customer_email),
        now=now,
    )


def _payer(
    session: Session, workspace_id: UUID, customer_id: UUID | None, name: str | None, email: str | None
) -> Payer:
    if customer_id is None:
        raise InvalidInvoice("Say which customer, or which accepted estimate or job.", field="customer_id")
    on_file = customer_of(session, workspace_id, customer_id)
    if on_file is not None:
        return Payer(customer_id, on_file.name, on_file.email)
    if not name:
        message = "There is no such customer here. One from before this release needs customer_name and customer_email."
        raise CustomerUnknown(message, field="customer_id")
    return Payer(customer_id, name, email or None)
