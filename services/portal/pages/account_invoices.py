"""The invoices of a signed-in customer: each in full, its paper and receipt, and the way to pay it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_client, signed_in
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.api.gateway import as_it_is
from services.portal.pages.answers import page, see, shell
from services.portal.pages.browser import own_url
from services.portal.pages.checkout import go_to_pay
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.customer_account import HOME, door_of
from services.portal.pages.customer_sessions import SignedIn, SignedInDep, still_theirs
from services.portal.pages.languages import chosen_language
from services.portal.pages.opened import Door, services, settings
from services.portal.pages.payment import Bill, bill_page, receipt_page
from services.portal.pages.places import LOOK
from services.portal.pages.saved_card import take_choice
from services.portal.pages.views import ConfirmPage
from shared.errors import Forbidden
from shared.web.caller import Caller
from shared.words import say

router = APIRouter(include_in_schema=False)

_ONE = "/customer/invoices/{invoice_id}"


@router.api_route(_ONE, methods=LOOK)
async def invoice(request: Request, signed: SignedInDep, invoice_id: UUID) -> Response:
    """The invoice in full, and how its payment went for whoever comes back from paying."""
    bill = await _open(request, signed, invoice_id)
    return await bill_page(request, _door(signed, invoice_id), bill)


@router.api_route(_ONE + "/receipt", methods=LOOK)
async def receipt(request: Request, signed: SignedInDep, invoice_id: UUID) -> Response:
    """The receipt, once paid."""
    return receipt_page(request, _door(signed, invoice_id), await _open(request, signed, invoice_id))


@router.api_route(_ONE + "/payment", methods=LOOK)
async def payment(signed: SignedInDep, invoice_id: UUID) -> Response:
    """The receipt's way back while there is none yet."""
    return see(_door(signed, invoice_id).base)


@router.api_route(_ONE + "/invoice.pdf", methods=LOOK)
async def paper(request: Request, signed: SignedInDep, invoice_id: UUID) -> Response:
    """The invoice as a PDF, or with `?kind=receipt` its receipt."""
    who = await payer_of_mine(request, signed, invoice_id)
    kind = "receipt" if request.query_params.get("kind") == "receipt" else "invoice"
    billing, language = services(request).billing, chosen_language(request)
    return as_it_is(await billing_client.paper(billing, who, kind, language))


@router.post(_ONE + "/checkout")
async def checkout(request: Request, signed: SignedInDep, invoice_id: UUID) -> Response:
    """To the hosted checkout; a POST that no person stands behind only asks."""
    form = await request.form()
    if not await _may_pay(request, signed):
        raise Forbidden(say("You may look at this invoice, but not pay it. Ask whoever it is for."))
    door = _door(signed, invoice_id)
    if not is_person(request, door_of(signed), form) and not is_person(request, door, form):
        return _confirm(request, door, question_fields(request, door, form), again=was_asked(form))
    who = _payer(signed, invoice_id)

    async def opening(choice: Mapping[str, int]) -> dict[str, Any]:
        return await billing_client.open_checkout(
            services(request).billing, who, f"{own_url(request)}{door.base}", choice
        )

    return await go_to_pay(request, door, form, lambda: _open(request, signed, invoice_id), opening)


@router.post(_ONE + "/card")
async def choose_about_card(request: Request, signed: SignedInDep, invoice_id: UUID) -> Response:
    """Has the saved card be charged by itself, or no more, or be removed."""
    form = await request.form()
    if not await _may_pay(request, signed):
        raise Forbidden(say("You may look at this invoice, but not pay it. Ask whoever it is for."))
    door = _door(signed, invoice_id)
    meant = is_person(request, door_of(signed), form) or is_person(request, door, form)
    return await take_choice(request, door, _payer(signed, invoice_id), form, meant=meant)


async def _open(request: Request, signed: SignedIn, invoice_id: UUID) -> Bill:
    may_pay = await _may_pay(request, signed)
    who = _payer(signed, invoice_id)
    found = await billing_client.invoice(services(request).billing, who)
    return Bill(who, found, HOME, may_pay=may_pay)


async def _may_pay(request: Request, signed: SignedIn) -> bool:
    """Whether they may; while quotes is out of reach, the customer themselves. Raises `CustomerSignInNeeded`."""
    try:
        who = await still_theirs(request, signed.session, signed_in.me(services(request).quotes, signed.caller))
    except ServiceUnavailable:
        return signed.is_customer
    return bool(who["may_pay"])


async def payer_of_mine(request: Request, signed: SignedIn, invoice_id: UUID) -> Caller:
    """Who may look at the invoice; raises `CustomerSignInNeeded` for whoever is that customer's contact no more."""
    await _may_pay(request, signed)
    return _payer(signed, invoice_id)


def _payer(signed: SignedIn, invoice_id: UUID) -> Caller:
    """The customer, who asks for this invoice; billing looks whether it is theirs."""
    return replace(signed.caller, scope=f"invoice:{invoice_id}")


def _door(signed: SignedIn, invoice_id: UUID) -> Door:
    return Door(f"customer:{signed.session.id}:invoice:{invoice_id}", f"/customer/invoices/{invoice_id}", pays=True)


def _confirm(request: Request, door: Door, fields: list[tuple[str, str]], *, again: bool) -> Response:
    content = ConfirmPage(
        shell=shell(request),
        title=say("Go on to payment?"),
        sentence=say(
            "You are about to open the secure page of our payment provider. You see the amount there once more."
        ),
        action=f"{door.base}/checkout",
        button=say("Go on to payment"),
        back_url=door.base,
        fields=fields,
        again=again,
    )
    return page("customer/confirm.html", content, form_targets=settings(request).checkout_hosts)
