"""Looking up what is owed, from the Pay tab of a portal; the gateway says of which."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from services.billing.api.views import online_obstacle
from services.billing.domain.errors import InvoiceNotFound
from services.billing.domain.invoice import Obstacle
from services.billing.domain.stripe_account import readiness
from services.billing.queries.checkouts import checkout_by_session, is_in_doubt
from services.billing.queries.invoices import shown_invoice
from services.billing.queries.outstanding import outstanding_invoices
from services.billing.queries.stripe_keys import account_in_use
from services.billing.tasks import sync_checkout
from services.billing.usecases.send_found import send_found
from shared.clock import utc_now
from shared.database.session import Session
from shared.errors import NotAuthenticated, TooMany
from shared.service import Context
from shared.web.caller import Caller, CallerDep
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

# The gateway's own way to billing, which the public document tells of as the gateway answers it.
router = APIRouter(prefix="/public/payments", route_class=UnitOfWorkRoute, include_in_schema=False)

_QUESTIONS_PER_MINUTE = 30


class Known(BaseModel):
    """By what somebody is known: an email address in the form in which they are compared, or the number of an invoice."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, StringConstraints(max_length=254)] | None = None
    number: Annotated[str, StringConstraints(max_length=50)] | None = None


class Owed(BaseModel):
    """What anybody may see of an invoice who finds it, and nothing else of the record."""

    invoice_id: UUID
    number: str
    currency: str
    amount_due: int
    due_on: date
    payable: bool
    not_payable_reason: Obstacle | None


class Found(BaseModel):
    items: list[Owed]


class PaymentStatus(BaseModel):
    """How a payment went, for whoever comes back from it."""

    state: Literal["paid", "processing", "failed", "open"]
    number: str
    currency: str
    amount: int


class CameBack(BaseModel):
    model_config = ConfigDict(extra="forbid")

    session_id: Annotated[str, StringConstraints(max_length=255)]


@router.post("/lookup")
def look_up(body: Known, caller: CallerDep, session: Reading, request: Request) -> Found:
    """What is outstanding, by due date. Nothing outstanding and nobody known look the same."""
    workspace_id, context = _workspace(caller), request.app.state.context
    found = outstanding_invoices(session, workspace_id, email=body.email, number=body.number)
    account = account_in_use(session, workspace_id, platform=context.adapters.gateway is not None)
    connected = readiness(account) == "connected"
    items = []
    for invoice, _ in found:
        doubt = is_in_doubt(session, workspace_id, invoice.id)
        obstacle: Obstacle | None = "processing" if doubt else online_obstacle(invoice, connected=connected)
        items.append(
            Owed(
                invoice_id=invoice.id,
                number=invoice.number,
                currency=invoice.currency,
                amount_due=invoice.amount_due,
                due_on=invoice.due_on,
                payable=obstacle is None,
                not_payable_reason=obstacle,
            )
        )
    return Found(items=items)


@router.post("/send", status_code=202)
def send(body: Known, caller: CallerDep, session: Writing, request: Request) -> dict[str, str]:
    """Has the links sent to the address on file; says the same whether there are any or not."""
    send_found(
        session,
        workspace_id=_workspace(caller),
        email=body.email,
        number=body.number,
        links=request.app.state.context.adapters.links,
        now=utc_now(),
    )
    return {"status": "accepted"}


@router.post("/status")
def status(body: CameBack, caller: CallerDep, request: Request) -> PaymentStatus:
    """How the payment on a page of Stripe's went; 404 for a page of anybody else's. Its id is known to who paid there."""
    context: Context = request.app.state.context
    workspace_id = _workspace(caller)
    with context.database.read() as session:
        checkout = checkout_by_session(session, workspace_id, body.session_id)
    if checkout is None:
        raise InvoiceNotFound("There is no such payment here.")
    if not checkout.is_final and _may_ask(context, checkout.id):
        sync_checkout.run(context, workspace_id=str(workspace_id), checkout_id=str(checkout.id))
    with context.database.read() as session:
        return _status(session, workspace_id, body.session_id)


def _status(session: Session, workspace_id: UUID, session_id: str) -> PaymentStatus:
    checkout = checkout_by_session(session, workspace_id, session_id)
    if checkout is None:
        raise InvoiceNotFound("There is no such payment here.")
    invoice = shown_invoice(session, workspace_id, checkout.invoice_id)
    state: Literal["paid", "processing", "failed", "open"] = "open"
    if checkout.has_money:
        state = "paid"
    elif checkout.status in {"processing", "mismatch"}:
        state = "processing"
    elif checkout.status == "failed":
        state = "failed"
    return PaymentStatus(state=state, number=invoice.number, currency=checkout.currency, amount=checkout.total)


def _workspace(caller: Caller) -> UUID:
    if caller.workspace_id is None:
        raise NotAuthenticated("This service answers the gateway only.")
    return caller.workspace_id


def _may_ask(context: Context, payment: UUID) -> bool:
    try:
        check_rate(context.database, f"refresh:{payment}", limit=_QUESTIONS_PER_MINUTE, seconds=60)
    except TooMany:
        return False
    return bool(context.adapters.takes_payments)
