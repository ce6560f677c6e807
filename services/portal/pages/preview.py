"""The customer's page as the office looks at it: everything can be tried, and nothing is recorded or counted."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.portal.adapters import quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import page, see, shell
from services.portal.pages.files import file_answer
from services.portal.pages.job_times import calendar_answer
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.opened import Door, asked_view, open_quote, services
from services.portal.pages.places import LOOK
from services.portal.pages.quote import accepted_page, choice, pdf_answer, quote_page, totals_answer
from services.portal.pages.quote_answers import correct, tell
from services.portal.pages.quote_document import Acceptance
from services.portal.pages.quote_forms import (
    Answers,
    acceptance_of,
    decline_errors,
    note_errors,
    signing_errors,
    wish_errors,
)
from services.portal.pages.quote_views import Deposit
from services.portal.pages.views import Link, ProblemPage

router = APIRouter(include_in_schema=False, prefix="/office/estimates/{estimate_id}/preview")


async def previewed(request: Request, staff: OfficeDep, estimate_id: UUID) -> Door:
    """The record itself, opened by the office: no link of the customer's is needed for it, and none is used."""
    path, view = f"/estimates/{estimate_id}/preview", asked_view(request)
    return Door("", f"/office{path}", pays=False, path=path, caller=caller_of(request, staff), view=view)


PreviewDep = Annotated[Door, Depends(previewed)]


@router.api_route("", methods=LOOK)
async def preview(request: Request, door: PreviewDep) -> Response:
    """The page, with no nonce on it: none of its forms can take effect."""
    return await quote_page(request, await open_quote(request, door, choice(request)))


@router.api_route("/totals", methods=LOOK)
async def totals(request: Request, door: PreviewDep) -> Response:
    return await totals_answer(request, door)


@router.api_route("/pdf", methods=LOOK)
async def pdf(request: Request, door: PreviewDep) -> Response:
    return await pdf_answer(request, door)


@router.api_route("/appointment.ics", methods=LOOK)
async def calendar(request: Request, door: PreviewDep) -> Response:
    return await calendar_answer(request, door)


@router.api_route("/signature", methods=LOOK)
async def signature(request: Request, door: PreviewDep) -> Response:
    return await file_answer(request, services(request).quotes, f"{door.path}/signature", door.caller)


@router.api_route("/attachments/{attachment_id}/file", methods=LOOK)
async def attached_file(request: Request, door: PreviewDep, attachment_id: UUID) -> Response:
    return await file_answer(
        request, services(request).quotes, f"{door.path}/attachments/{attachment_id}/file", door.caller
    )


@router.api_route("/attachments/{attachment_id}/thumbnail", methods=LOOK)
async def attached_thumbnail(request: Request, door: PreviewDep, attachment_id: UUID) -> Response:
    return await file_answer(
        request, services(request).quotes, f"{door.path}/attachments/{attachment_id}/thumbnail", door.caller
    )


@router.api_route("/accept", methods=LOOK)
@router.api_route("/decline", methods=LOOK)
@router.api_route("/notes", methods=LOOK)
@router.api_route("/appointment", methods=LOOK)
@router.api_route("/checkout", methods=LOOK)
async def reloaded(door: PreviewDep) -> Response:
    """Whoever reloads the address that a form was sent to gets the page it was on."""
    return see(door.base)


@router.post("/accept")
async def accept(request: Request, door: PreviewDep) -> Response:
    """Signs as the customer would, up to the confirmation; what is refused there is refused here."""
    answers = Answers(await request.form())
    if errors := signing_errors(answers):
        return await correct(request, door, answers, errors)
    try:
        tried = await quotes_client.try_accepting(
            services(request).quotes, f"{door.path}/accept", door.caller, acceptance_of(answers)
        )
    except Refused as refused:
        return await tell(request, door, answers, refused)
    if tried["accepted_before"]:
        return see(door.base)
    opened = await open_quote(request, door, answers.choice)
    acceptance: Acceptance = {"document_id": "", "sealed_at": None, **tried}  # type: ignore[typeddict-item]
    currency, due = opened.quote["document"]["currency"], acceptance["deposit_due"]
    deposit = Deposit(state="open", amount=due, currency=currency) if due else None
    return accepted_page(request, opened, acceptance, deposit)


@router.post("/decline")
async def decline(request: Request, door: PreviewDep) -> Response:
    """Says no as the customer would."""
    answers = Answers(await request.form())
    if errors := decline_errors(answers):
        return await correct(request, door, answers, errors)
    return _nothing_happened(
        request, door, "Here the record would have been declined, and you would have been told why."
    )


@router.post("/notes")
async def add_note(request: Request, door: PreviewDep) -> Response:
    """Asks as the customer would."""
    answers = Answers(await request.form())
    if errors := note_errors(answers):
        return await correct(request, door, answers, errors)
    return _nothing_happened(request, door, "Here the message would have come to you.")


@router.post("/appointment")
async def ask_for_another_time(request: Request, door: PreviewDep) -> Response:
    """Asks as the customer would."""
    answers = Answers(await request.form())
    if errors := wish_errors(answers):
        return await correct(request, door, answers, errors)
    return _nothing_happened(request, door, "Here the wish would have come to you.")


@router.post("/checkout")
async def checkout(request: Request, door: PreviewDep) -> Response:
    """The customer alone pays."""
    return _nothing_happened(request, door, "Here your customer goes on to the payment page.")


@router.post("/view", status_code=204)
async def not_counted(_door: PreviewDep) -> None:
    """The office looking is no view."""


def _nothing_happened(request: Request, door: Door, what: str) -> Response:
    content = ProblemPage(
        shell=shell(request),
        title="This was a preview",
        sentence=f"{what} Nothing was recorded, and your customer was told nothing.",
        way_out=Link(name="Back to the preview", url=door.base),
        for_customers=False,
    )
    return page("customer/problem.html", content)
