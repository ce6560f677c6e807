"""The payment page of an invoice: of a payment link, and of an estimate's deposit on the way back from checkout."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import billing_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.api.gateway import as_it_is
from services.portal.pages.answers import page, see, shell
from services.portal.pages.browser import visitor
from services.portal.pages.invoice_states import how_to_pay, paid_by, state_of
from services.portal.pages.languages import chosen_language
from services.portal.pages.links import looking
from services.portal.pages.opened import Door, DoorDep, dressed, nonce_of, open_quote, payer, services, settings
from services.portal.pages.pay_forms import choices_of
from services.portal.pages.pay_views import CardBox, GivenBack, InvoiceFigures, PaymentPage, ReceiptLine, ReceiptPage
from services.portal.pages.views import FieldError, PaymentState
from shared.errors import NotFound
from shared.web.caller import Caller
from shared.words import say

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice, and who asks for it and `may_pay` it. `back` is the page it belongs to, if it has another one."""

    payer: Caller
    invoice: dict[str, Any]
    back: str | None
    may_pay: bool = True


@looking(router, "/payment")
async def payment(request: Request, door: DoorDep) -> Response:
    """How the payment went, also when Stripe's own word is late."""
    return await payment_page(request, door)


@looking(router, "/invoice.pdf")
async def paper(request: Request, door: DoorDep) -> Response:
    """The invoice as a PDF, or with `?kind=receipt` its receipt."""
    who = await payer_at(request, door)
    kind = "receipt" if request.query_params.get("kind") == "receipt" else "invoice"
    return as_it_is(await billing_client.paper(services(request).billing, who, kind, chosen_language(request)))


@looking(router, "/receipt")
async def receipt(request: Request, door: DoorDep) -> Response:
    """The receipt, once paid."""
    return receipt_page(request, door, await open_bill(request, door))


def receipt_page(request: Request, door: Door, bill: Bill) -> Response:
    """The receipt of an invoice that is paid."""
    invoice = bill.invoice
    if state_of(invoice) != "paid":
        return see(f"{door.base}/payment")
    content = ReceiptPage(
        shell=shell(request),
        receipt_number=invoice["number"],
        invoice_number=invoice["number"],
        customer_name=invoice["customer"]["name"],
        currency=invoice["currency"],
        lines=_lines(invoice),
        subtotal=invoice["subtotal"],
        discount=invoice["discount"],
        tax=invoice["tax"],
        total=invoice["total"],
        amount_paid=invoice["paid"],
        paid_at=invoice["paid_at"],
        method=paid_by(invoice),
        balance=invoice["amount_due"],
        pdf_url=f"{door.base}/invoice.pdf?kind=receipt",
        refunds=given_back(invoice),
        tip=sum(one.get("tip", 0) for one in invoice["payments"] if one["status"] == "paid"),
    )
    return page("customer/receipt.html", content)


async def payment_page(request: Request, door: Door) -> Response:
    """The page of the invoice behind a link."""
    try:
        bill = await open_bill(request, door)
    except Refused as refused:
        if refused.reason != "invoice_not_ready":
            raise
        return see(f"{door.base}/accepted")
    return await bill_page(request, door, bill)


async def bill_page(request: Request, door: Door, bill: Bill) -> Response:
    """The page of an invoice, to which people also come back from paying it."""
    session_id = request.query_params.get("session_id")
    state, invoice = state_of(bill.invoice), bill.invoice
    if session_id and state in {"open", "failed"}:
        state, invoice = await _ask_again(request, bill, session_id)
    if state == "open" and "cancelled" in request.query_params:
        state = "cancelled"
    returned = bool(session_id) and state == "processing"
    return page_of_bill(request, door, replace(bill, invoice=invoice), state, watch=returned)


async def _ask_again(request: Request, bill: Bill, session_id: str) -> tuple[PaymentState, dict[str, Any]]:
    """Somebody who has just paid may be back before Stripe has told us: billing asks it."""
    try:
        invoice = await billing_client.refresh_checkout(services(request).billing, bill.payer, session_id)
    except ServiceUnavailable:
        return "processing", bill.invoice
    return state_of(invoice), invoice


def _lines(invoice: dict[str, Any]) -> list[ReceiptLine]:
    return [
        ReceiptLine(description=line["description"], quantity=line["quantity"], amount=line["amount"])
        for line in invoice["lines"]
    ]


async def open_bill(request: Request, door: Door) -> Bill:
    """The invoice behind a link; raises what billing or quotes refuses."""
    who, may_pay = await holder_at(request, door)
    found = await billing_client.invoice(services(request).billing, who)
    return Bill(who, found, None if door.pays else door.base, may_pay=may_pay)


async def payer_at(request: Request, door: Door) -> Caller:
    """Who looks at an invoice by a link, whether or not they may pay it; raises what billing or quotes refuses."""
    return (await holder_at(request, door))[0]


async def holder_at(request: Request, door: Door) -> tuple[Caller, bool]:
    """Who holds a link and whether they may pay, in the dress of their business; raises what billing or quotes refuses."""
    if door.pays:
        link = await billing_client.payment_link(services(request).billing, door.token, visitor(request))
        profile = await dressed(request, UUID(link["workspace_id"]), link.get("language") or "")
        return payer(request, profile.workspace_id, link["scope"]), True
    opened = await open_quote(request, door)
    if opened.quote["acceptance"] is None:
        raise NotFound(say("There is nothing to pay yet."))
    return opened.payer(request), opened.may_pay


def page_of_bill(
    request: Request,
    door: Door,
    bill: Bill,
    state: PaymentState,
    *,
    watch: bool = False,
    typed: FormData | None = None,
    errors: Sequence[FieldError] = (),
) -> Response:
    """The page of an invoice whose payment stands at `state`; again, with `errors` in what was `typed`."""
    invoice = bill.invoice
    content = PaymentPage(
        shell=shell(request),
        nonce=nonce_of(request, door),
        state=state,
        invoice_number=invoice["number"],
        currency=invoice["currency"],
        amount=invoice["paid"] if state == "paid" else invoice["amount_due"],
        title=invoice.get("title"),
        due_on=invoice.get("due_on"),
        pay_action=f"{door.base}/checkout" if invoice["payable"] and bill.may_pay else None,
        how_to_pay=how_to_pay(invoice),
        receipt_url=f"{door.base}/receipt" if state == "paid" else None,
        back_url=bill.back,
        pdf_url=f"{door.base}/invoice.pdf",
        watch=watch,
        may_pay=bill.may_pay,
        bill=InvoiceFigures(
            lines=_lines(invoice),
            subtotal=invoice["subtotal"],
            discount=invoice["discount"],
            tax=invoice["tax"],
            total=invoice["total"],
            paid=invoice["paid"],
            balance=invoice["amount_due"],
        ),
        files=invoice.get("attachments", ()),
        files_url=f"{door.base}/invoice",
        preview=door.is_preview,
        choices=choices_of(invoice, typed or FormData()),
        refunds=given_back(invoice),
        errors=errors,
        card=_card(door, invoice.get("card")) if bill.may_pay else None,
        save_words=invoice.get("save_words"),
    )
    targets = settings(request).checkout_hosts if content.pay_action else ()
    return page("customer/payment.html", content, status=422 if errors else 200, form_targets=targets)


def given_back(invoice: dict[str, Any]) -> list[GivenBack]:
    """What of its money has gone back, or is on its way."""
    return [
        GivenBack(at=one["created_at"], amount=one["amount"], pending=one["status"] == "pending")
        for one in invoice.get("refunds", ())
    ]


def _card(door: Door, card: dict[str, Any] | None) -> CardBox | None:
    if card is None:
        return None
    return CardBox(
        brand=card["brand"],
        last4=card["last4"],
        autopay=card["autopay"],
        words=card["words"],
        action=f"{door.base}/card",
    )
