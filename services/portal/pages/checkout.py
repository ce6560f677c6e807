"""Going to pay: the one way out of the portal, to the hosted checkout and nowhere else."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters.checkout import open_checkout
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import page, see, shell
from services.portal.pages.browser import own_url, visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.errors import problem_page
from services.portal.pages.invoice_states import state_of
from services.portal.pages.links import answering
from services.portal.pages.opened import Door, DoorDep, open_quote, services, settings
from services.portal.pages.pay_forms import chosen, has_choices, refused_choice
from services.portal.pages.payment import Bill, open_bill, page_of_bill, payer_at
from services.portal.pages.views import ConfirmPage, FieldError
from services.portal.settings import origin_of
from shared.words import say

router = APIRouter(include_in_schema=False)
log = structlog.get_logger()

_NOT_OFFERED = "invalid_payment"
_WHERE_INSTEAD = {
    "invoice_not_ready": "accepted",
    "already_paid": "payment",
    "payments_not_connected": "payment",
}
"""The page that tells what stands in the way of paying, by the code of the refusal."""


@answering(router, "/checkout")
async def checkout(request: Request, door: DoorDep) -> Response:
    """To the hosted checkout; a POST that no page of ours stands behind only asks."""
    form = await request.form()
    if not is_person(request, door, form):
        return await _confirm(request, door, form)

    async def opening(choice: Mapping[str, int]) -> dict[str, Any]:
        return_url = f"{own_url(request)}{door.base}/payment"
        who = visitor(request)
        return await open_checkout(
            services(request), token=door.token, visitor=who, return_url=return_url, choice=choice
        )

    try:
        return await go_to_pay(request, door, form, lambda: open_bill(request, door), opening)
    except Refused as refused:
        return await _tell(request, door, refused)


async def go_to_pay(
    request: Request,
    door: Door,
    form: FormData,
    bill: Callable[[], Awaitable[Bill]],
    opening: Callable[[Mapping[str, int]], Awaitable[dict[str, Any]]],
) -> Response:
    """To the checkout that `opening` opens for what was chosen; back to the page of the `bill` with what is wrong in it."""
    choice: dict[str, int] = {}
    errors: list[FieldError] = []
    locale = shell(request).locale
    if has_choices(form):
        found = await bill()
        choice, errors = chosen(form, found.invoice["currency"], locale)
    # Billing of the release before this one does not know of it, and is not told of it by who does not want it.
    keeps = {"save_card": True} if form.get("save_card") == "yes" else {}
    try:
        if not errors:
            return leave(request, (await opening(choice | keeps))["checkout_url"])
    except Refused as refused:
        if refused.reason != _NOT_OFFERED:
            raise
        found = await bill()
        errors = refused_choice(refused, found.invoice, locale)
    return page_of_bill(request, door, found, state_of(found.invoice), typed=form, errors=errors)


async def _confirm(request: Request, door: Door, form: FormData) -> Response:
    # Asked in the dress of the business, like everything else behind its link.
    await (payer_at(request, door) if door.pays else open_quote(request, door))
    content = ConfirmPage(
        shell=shell(request),
        title=say("Go on to payment?"),
        sentence=say(
            "You are about to open the secure page of our payment provider. You see the amount there once more."
        ),
        action=f"{door.base}/checkout",
        button=say("Go on to payment"),
        back_url=door.base,
        fields=question_fields(request, door, form),
        again=was_asked(form),
    )
    return page("customer/confirm.html", content, form_targets=settings(request).checkout_hosts)


async def _tell(request: Request, door: Door, refused: Refused) -> Response:
    instead = _WHERE_INSTEAD.get(refused.reason)
    if instead is not None:
        return see(f"{door.base}/{instead}")
    if refused.reason == "not_payable":
        # The payment page may not know why and offer the same button again; this page says it, and whom to ask.
        await payer_at(request, door)
    raise refused


def leave(request: Request, url: str) -> Response:
    """On to the hosted checkout at `url`, if it is one of those there are."""
    if origin_of(url) not in settings(request).checkout_hosts:
        log.error("checkout_host_unknown", origin=origin_of(url), variable="CHECKOUT_ORIGINS")
        return problem_page(request, 502, say("Online payment is not set up rightly here. Please get in touch to pay."))
    return see(url)
