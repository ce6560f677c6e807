"""Paying: the way to Stripe's page, and what the page that the customer comes back to wants to know."""

import time
from datetime import datetime
from typing import Annotated
from uuid import UUID

import anyio
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.concurrency import run_in_threadpool

from services.billing.api.invoice_bodies import Amount, Minor
from services.billing.api.public_invoice import show
from services.billing.api.scope import CustomerDep, invoice_in_scope
from services.billing.api.views import PublicInvoiceView
from services.billing.domain.checkout import Checkout
from services.billing.domain.errors import CheckoutBusy, PaymentsNotConnected
from services.billing.domain.invoice_lines import MAX_WORTH
from services.billing.domain.saved_card import Asker
from services.billing.queries.checkouts import checkouts_of
from services.billing.queries.stripe_keys import account_in_use
from services.billing.tasks import expire_checkout, open_checkout, sync_checkout
from services.billing.usecases.reserve_checkout import Reservation, reserve_checkout
from services.billing.usecases.write_consent import write_consent
from shared.clock import utc_now
from shared.errors import TooMany
from shared.service import Context
from shared.web.caller import LinkDep, Member
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import UnitOfWorkRoute

# Customers go through the gateway's /public/links/{token}/checkout, which the public document has.
router = APIRouter(prefix="/public/checkout", route_class=UnitOfWorkRoute, include_in_schema=False)

_PATIENCE = 10.0
_POLL = 0.1
_MOST_STEPS = 5
_QUESTIONS_PER_MINUTE = 30

ReturnUrl = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)]


class Payment(BaseModel):
    """`return_url` is the page a customer comes back to; it gets `session_id`, or `cancelled=1`.

    `amount` is the part of what is due that is paid, all of it where it is left out; a `tip` comes on top. With `save_card`
    the customer agrees that Stripe keeps the card.
    """

    model_config = ConfigDict(extra="forbid")

    return_url: ReturnUrl
    amount: Amount | None = None
    tip: Annotated[Minor, Field(ge=0, le=MAX_WORTH)] = 0
    save_card: bool = False


class HostedCheckout(BaseModel):
    """Stripe's page, which takes the money."""

    checkout_url: str
    expires_at: datetime


class Return(BaseModel):
    model_config = ConfigDict(extra="forbid")

    session_id: Annotated[str, StringConstraints(max_length=255)] | None = None


@router.post("", status_code=201)
async def open_hosted_checkout(body: Payment, caller: CustomerDep, request: Request) -> HostedCheckout:
    """One page for everybody who wants to pay the invoice at the same time, twice or after coming back."""
    checkout = await page_to_go_to(request.app.state.context, caller, body)
    return HostedCheckout(checkout_url=checkout.url or "", expires_at=checkout.expires_at)


@router.post("/refresh")
def refresh(body: Return, caller: LinkDep, request: Request) -> PublicInvoiceView:
    """Asks Stripe when the customer is back before the webhook is; without an answer, what is known is shown."""
    context: Context = request.app.state.context
    payment = _to_ask_about(context, caller, body.session_id)
    if payment is not None and _may_ask(context, payment):
        sync_checkout.run(context, workspace_id=str(caller.workspace), checkout_id=str(payment))
    with context.database.read() as session:
        return show(context, session, caller)


async def page_to_go_to(context: Context, caller: Member, payment: Payment, *, patience: float = _PATIENCE) -> Checkout:
    """A payment whose page is open. Who waits for another one to open it holds neither a thread nor a connection."""
    give_up_at = time.monotonic() + patience
    while time.monotonic() < give_up_at:
        checkout = await run_in_threadpool(_go_on, context, caller, payment)
        if checkout is not None:
            return checkout
        await anyio.sleep(_POLL)
    raise CheckoutBusy("The payment page is not ready yet. Try again in a moment.", retry_after=2)


def _go_on(context: Context, caller: Member, payment: Payment) -> Checkout | None:
    """Does what is to be done until there is a page to go to; None while somebody else is opening it."""
    for _ in range(_MOST_STEPS):
        # Units of work around the calls, not one around all: no transaction may wait for Stripe.
        reservation = _reserve(context, caller, payment)
        checkout = reservation.checkout
        record = {"workspace_id": str(caller.workspace), "checkout_id": str(checkout.id)}
        if reservation.step == "redirect":
            return checkout
        if reservation.step == "wait":
            return None
        if reservation.step == "open":
            open_checkout.run(context, **record)
        else:
            expire_checkout.run(context, **record)
    raise CheckoutBusy("An earlier payment page could not be closed yet. Try again in a few minutes.", retry_after=60)


def _reserve(context: Context, caller: Member, payment: Payment) -> Reservation:
    with context.database.begin() as session:
        invoice = invoice_in_scope(session, caller)
        invoice.check_payable()
        if account_in_use(session, caller.workspace, platform=context.adapters.gateway is not None) is None:
            raise PaymentsNotConnected("This business does not take payments online yet. Ask it how to pay.")
        reservation = reserve_checkout(
            session,
            workspace_id=caller.workspace,
            invoice_id=invoice.id,
            return_url=payment.return_url,
            part=payment.amount,
            tip=payment.tip,
            save_card=payment.save_card,
            now=utc_now(),
        )
        if payment.save_card and reservation.is_new:
            asker, whose = Asker(caller.ip, caller.user_agent), (caller.workspace, invoice.customer_id)
            write_consent(
                session, workspace_id=whose[0], customer_id=whose[1], choice="save", asker=asker, now=utc_now()
            )
        return reservation


def _to_ask_about(context: Context, caller: Member, session_id: str | None) -> UUID | None:
    """The payment the customer comes back from, or else the invoice's latest, unless nothing about it can change."""
    with context.database.read() as session:
        invoice = invoice_in_scope(session, caller)
        checkouts = checkouts_of(session, caller.workspace, [invoice.id])[invoice.id]
    named = [checkout for checkout in checkouts if session_id is not None and checkout.session_id == session_id]
    latest = (named or checkouts)[:1]
    return next((checkout.id for checkout in latest if not checkout.is_final), None)


def _may_ask(context: Context, payment: UUID) -> bool:
    try:
        check_rate(context.database, f"refresh:{payment}", limit=_QUESTIONS_PER_MINUTE, seconds=60)
    except TooMany:
        return False
    return bool(context.adapters.takes_payments)
