"""An estimate's page behind its link: looking at it. Nothing here changes anything, whoever looks and however often."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.portal.adapters import quotes_client
from services.portal.pages.answers import page, see, shell
from services.portal.pages.appointment_views import ShownAppointment
from services.portal.pages.deposit import deposit_of
from services.portal.pages.files import shown_of_the_work
from services.portal.pages.held_design import hold
from services.portal.pages.job_times import appointment_of
from services.portal.pages.languages import chosen_language
from services.portal.pages.links import looking
from services.portal.pages.opened import (
    Choice,
    Door,
    DoorDep,
    Opened,
    nonce_of,
    open_quote,
    services,
    settings,
)
from services.portal.pages.payment import payment_page
from services.portal.pages.quote_document import Acceptance, plan_of, sells_plans_only
from services.portal.pages.quote_views import AcceptedPage, Deposit, QuotePage, TotalsFragment
from services.portal.pages.rendering import render
from services.portal.pages.review import job_review_page
from shared.words import Said

router = APIRouter(include_in_schema=False)

_PDF_HEADERS = ("content-type", "content-disposition")
_ANSWERS = ("/accept", "/decline", "/notes", "/appointment", "/view", "/checkout", "/renew")


@looking(router)
async def quote(request: Request, door: DoorDep) -> Response:
    """The page itself; links to pay and to review have their own."""
    if door.pays:
        return await payment_page(request, door)
    if door.reviews:
        return await job_review_page(request, door)
    opened = await open_quote(request, door, choice(request))
    answer = await quote_page(request, opened, note_sent="sent" in request.query_params)
    hold(request, answer, opened)
    return answer


@looking(router, "/totals")
async def totals(request: Request, door: DoorDep) -> Response:
    """The totals of what is chosen, as a piece of the page."""
    return await totals_answer(request, door)


async def totals_answer(request: Request, door: Door) -> Response:
    """The totals of what is chosen, of a link or a preview."""
    opened = await open_quote(request, door, choice(request))
    quote = opened.quote
    fragment = TotalsFragment(
        shell=shell(request),
        currency=quote["document"]["currency"],
        totals=quote["selection"]["totals"],
        plan=plan_of(quote),
        plans_only=sells_plans_only(quote["document"]),
    )
    return Response(render("customer/_totals.html", fragment), media_type="text/html")


@looking(router, "/pdf")
async def pdf(request: Request, door: DoorDep) -> Response:
    """The same as a file."""
    return await pdf_answer(request, door)


@looking(router, "/accepted")
async def accepted(request: Request, door: DoorDep) -> Response:
    """The confirmation, whose first button pays the deposit."""
    opened = await open_quote(request, door)
    acceptance = opened.quote["acceptance"]
    if acceptance is None:
        return see(door.base)
    deposit, appointment = await deposit_of(request, opened), await appointment_of(request, opened)
    return accepted_page(request, opened, acceptance, deposit, appointment)


def accepted_page(
    request: Request,
    opened: Opened,
    acceptance: Acceptance,
    deposit: Deposit | None,
    appointment: ShownAppointment | None = None,
) -> Response:
    """The confirmation of what was accepted, or in a preview would have been."""
    door = opened.door
    content = AcceptedPage(
        shell=shell(request),
        base=door.base,
        quote=opened.quote,
        acceptance=acceptance,
        nonce=nonce_of(request, door),
        deposit=deposit,
        appointment=appointment,
        preview=door.is_preview,
    )
    return page("customer/accepted.html", content, form_targets=settings(request).checkout_hosts)


async def _to_the_page(door: DoorDep) -> Response:
    """Whoever reloads the address that a form was sent to gets the page it was on."""
    return see(door.base)


for _answer in _ANSWERS:
    looking(router, _answer)(_to_the_page)


async def quote_page(request: Request, opened: Opened, *, status: int = 200, **more: Any) -> Response:
    """The page of what was opened; `more` is what else `QuotePage` takes, such as errors."""
    content = QuotePage(
        shell=shell(request),
        base=opened.door.base,
        quote=opened.quote,
        nonce=nonce_of(request, opened.door),
        consent_text=Said(opened.view["consent"]["text"]),
        deposit=await deposit_of(request, opened),
        of_the_work=await shown_of_the_work(request, opened),
        view=opened.door.view,
        appointment=await appointment_of(request, opened),
        preview=opened.door.is_preview,
        **more,
    )
    pays = settings(request).checkout_hosts if content.deposit else ()
    return page("customer/quote.html", content, status=status, form_targets=pays)


async def pdf_answer(request: Request, door: Door) -> Response:
    """The file behind a link or a preview, as quotes makes it."""
    asked = choice(request) | {"view": door.view or None, "language": chosen_language(request) or None}
    answer = await quotes_client.pdf(services(request).quotes, f"{door.path}/pdf", door.caller, asked)
    headers = {name: answer.headers[name] for name in _PDF_HEADERS if name in answer.headers}
    # Browsers show a PDF by a page of their own, which the default policy would keep empty.
    policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
    return Response(answer.content, headers=headers | policy)


def choice(request: Request) -> Choice:
    """What the address says is chosen."""
    asked = request.query_params
    return {
        "option_id": asked.get("option_id") or None,
        "plan": asked.get("maintenance_plan_id") or asked.get("plan") or None,
        "item": [item for item in asked.getlist("item") if item] or None,
    }
