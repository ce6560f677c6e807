"""Where the deposit of an accepted estimate stands, as its pages tell it."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request

from services.portal.adapters import billing_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.pages.invoice_states import how_to_pay, state_of
from services.portal.pages.opened import Opened, services
from services.portal.pages.quote_views import Deposit
from shared.words import say

_BILLING_AWAY = say(
    "Online payment is out of reach for the moment. What you have accepted is safe: please open this page again in a "
    "few minutes to pay."
)


NOT_THEIRS_TO_PAY = say("You may look at this, but not pay it. Ask whoever it is for.")


async def deposit_of(request: Request, opened: Opened) -> Deposit | None:
    """The deposit, once the estimate is accepted and asks for one; a page without billing still tells the rest."""
    acceptance = opened.quote["acceptance"]
    if acceptance is None or not acceptance["deposit_due"]:
        return None
    amount, currency = acceptance["deposit_due"], opened.quote["document"]["currency"]
    try:
        invoice = await billing_client.invoice(services(request).billing, opened.payer(request))
    except Refused as refused:
        if refused.reason != "invoice_not_ready":
            raise
        return Deposit(state="preparing", amount=amount, currency=currency)
    except ServiceUnavailable:
        return Deposit(state="offline", amount=amount, currency=currency, how_to_pay=_BILLING_AWAY)
    deposit = _deposit(invoice, opened.door.base)
    if deposit is not None and deposit.state != "paid" and not opened.may_pay:
        return replace(deposit, state="offline", how_to_pay=NOT_THEIRS_TO_PAY)
    return deposit


def _deposit(invoice: dict[str, Any], base: str) -> Deposit | None:
    state = state_of(invoice)
    if invoice["status"] == "void":
        return None
    return Deposit(
        state=state,
        amount=invoice["paid"] if state == "paid" else invoice["amount_due"],
        currency=invoice["currency"],
        how_to_pay=how_to_pay(invoice),
        receipt_url=f"{base}/receipt" if state == "paid" else None,
    )
