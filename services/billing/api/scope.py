"""The one record a link opens."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.billing.domain.errors import InvoiceNotFound, InvoiceNotReady, PreviewCannotPay
from services.billing.domain.invoice import Invoice
from services.billing.queries.invoices import deposit_of, shown_invoice
from shared.database.session import Session
from shared.errors import Forbidden
from shared.web.caller import LinkDep, Member


def invoice_in_scope(session: Session, caller: Member) -> Invoice:
    """The invoice the caller's link opens: it itself, or the deposit of the estimate; raises where there is none.

    A customer who has signed in names one in the same way, and has to be whose it is.
    """
    kind, _, record = caller.scope.partition(":")
    try:
        record_id = UUID(record)
    except ValueError:
        raise Forbidden("This link does not open an invoice.") from None
    if kind == "invoice":
        return _theirs(shown_invoice(session, caller.workspace, record_id), caller)
    deposit = deposit_of(session, caller.workspace, record_id) if kind == "estimate" else None
    if deposit is None or caller.kind == "customer":
        raise InvoiceNotReady("There is no invoice yet. If you have just signed, it will be here in a moment.")
    return deposit


def _theirs(invoice: Invoice, caller: Member) -> Invoice:
    if caller.kind == "customer" and str(invoice.customer_id) != caller.actor_id:
        raise InvoiceNotFound("There is no such invoice of yours here.")
    return invoice


def require_customer(caller: LinkDep) -> Member:
    """The customer, signed in or by a link; raises `PreviewCannotPay` for the office, which only looks."""
    if caller.kind == "staff":
        raise PreviewCannotPay("This is a preview. Only the customer can pay, from the link you send.")
    return caller


CustomerDep = Annotated[Member, Depends(require_customer)]
