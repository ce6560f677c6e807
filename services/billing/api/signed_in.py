"""The invoices of a customer who has signed in at the portal. Each of them is opened by `scope`, as behind a link."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel

from services.billing.domain.invoice import Invoice, Obstacle
from services.billing.domain.stripe_account import readiness
from services.billing.queries.checkouts import checkouts_in_doubt
from services.billing.queries.invoices import invoices_of_customer
from services.billing.queries.stripe_keys import account_in_use
from services.billing.queries.workspaces import today_in
from shared.clock import utc_now
from shared.web.caller import SignedInDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

# The gateway's own way to billing: nobody else can reach it, so that the public document says nothing of it.
router = APIRouter(prefix="/signed-in", route_class=UnitOfWorkRoute, include_in_schema=False)


class InvoiceOfMine(BaseModel):
    """One invoice, in short; amounts are in minor units."""

    invoice_id: UUID
    number: str
    title: str
    state: str
    currency: str
    total: int
    paid: int
    amount_due: int
    due_on: date
    issued_at: datetime
    paid_at: datetime | None
    payable: bool
    not_payable_reason: Obstacle | None


class InvoicesOfMine(BaseModel):
    items: list[InvoiceOfMine]


@router.get("/invoices")
def invoices(session: Reading, caller: SignedInDep, request: Request) -> InvoicesOfMine:
    """All that the customer was sent and that was not withdrawn, newest first."""
    workspace_id = caller.workspace
    account = account_in_use(session, workspace_id, platform=request.app.state.context.adapters.gateway is not None)
    connected, today = readiness(account) == "connected", today_in(session, workspace_id, utc_now())
    doubted = {checkout.invoice_id for checkout in checkouts_in_doubt(session, workspace_id)}
    found = invoices_of_customer(session, workspace_id, UUID(caller.actor_id))
    return InvoicesOfMine(items=[_mine(one, today, connected=connected, in_doubt=one.id in doubted) for one in found])


def _mine(invoice: Invoice, today: date, *, connected: bool, in_doubt: bool) -> InvoiceOfMine:
    obstacle = invoice.obstacle or ("processing" if in_doubt else None if connected else "not_connected")
    return InvoiceOfMine(
        invoice_id=invoice.id,
        number=invoice.number,
        title=invoice.title,
        state="processing" if in_doubt and invoice.takes_money else invoice.state(today),
        currency=invoice.currency,
        total=invoice.total,
        paid=invoice.paid,
        amount_due=invoice.amount_due,
        due_on=invoice.due_on,
        issued_at=invoice.issued_at,
        paid_at=invoice.paid_at,
        payable=obstacle is None,
        not_payable_reason=obstacle,
    )
