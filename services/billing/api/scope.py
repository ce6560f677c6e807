"""The one record a link opens."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.billing.domain.errors import InvoiceNotReady, PreviewCannotPay
from services.billing.domain.invoice import Invoice
from services.billing.queries.invoices import deposit_of, shown_invoice
from shared.database.session import Session
from shared.errors import Forbidden
from shared.web.caller import LinkDep, Member


def invoice_in_scope(session: Session, caller: Member) -> Invoice:
    """The invoice the caller's link opens: it itself, or the deposit of the estimate; raises where there is none."""
    kind, _, record = caller.scope.partition(":")
    try:
        record_id = UUID(record)
    except ValueError:
        raise Forbidden("This link does not open an invoice.") from None
    if kind == "invoice":
        return shown_invoice(session, caller.workspace, record_id)
    deposit = deposit_of(session, caller.workspace, record_id) if kind == "estimate" else None
    if deposit is None:
        raise InvoiceNotReady("There is no invoice yet. If you have just signed, it will be here in a moment.")
    return deposit


def require_customer(caller: LinkDep) -> Member:
    """The customer who holds the link; raises `PreviewCannotPay` for the office, which only looks."""
    if caller.kind != "link":
        raise PreviewCannotPay("This is a preview. Only the customer can pay, from the link you send.")
    return caller


CustomerDep = Annotated[Member, Depends(require_customer)]
