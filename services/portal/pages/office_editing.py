"""Making and changing estimates in the console, by a form that needs no script and forgets nothing that was typed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from services.portal.adapters import quotes_client
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.pages.answers import page, shell
from services.portal.pages.customer_forms import typed_customer
from services.portal.pages.editor_form import EstimateForm, LineForm, typed_estimate
from services.portal.pages.editor_page import LIST, NEW, Editing, editor_page, unreachable
from services.portal.pages.editor_rows import press_row_button
from services.portal.pages.editor_saving import PREFIX, add_customer, put_off, save_changes, save_copy, save_new
from services.portal.pages.editor_totals import figures_of
from services.portal.pages.editor_views import FiguresFragment
from services.portal.pages.editor_written import opened_form
from services.portal.pages.forms import text_in
from services.portal.pages.office_sessions import EditingOfficeDep, caller_of
from services.portal.pages.opened import dressed, services
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.rendering import render
from services.portal.pages.views import Link, ProblemPage
from shared.ids import new_id
from shared.words import say, tell

router = APIRouter(include_in_schema=False)

_EDIT = LIST + "/{estimate_id:uuid}/edit"
# Every line of a large proposal has a dozen fields; the size of the whole is bounded elsewhere.
_MOST_FIELDS = 50_000
_SAVING = frozenset({"save", "send"})
_FINAL = {
    "accepted": say(
        "It was accepted, and what was signed stays as it is. To agree on something else, duplicate it and "
        "send the duplicate."
    ),
    "void": say("It was withdrawn for good. To offer it again, duplicate it and send the duplicate."),
}


async def _profile(request: Request, staff: EditingOfficeDep) -> Profile:
    return await dressed(request, staff.workspace_id)


ProfileDep = Annotated[Profile, Depends(_profile)]


@router.api_route(NEW, methods=LOOK)
async def new(request: Request, staff: EditingOfficeDep, profile: ProfileDep, customer: str = "") -> Response:
    """An empty form, for a customer where the address names one."""
    form = EstimateForm(
        customer_id=customer,
        currency=profile.currency,
        public_token=True,
        once=str(new_id()),
        lines=[LineForm(key="n1")],
    )
    return await editor_page(request, staff, Editing(form=form), profile)


@router.post(NEW)
async def draft(request: Request, staff: EditingOfficeDep, profile: ProfileDep) -> Response:
    """Does what the button says; with save and send there is an estimate afterwards, if it is in order."""
    editing, press = await _posted(request)
    if press == "other-customer":
        editing.form.customer_id, editing.focus = "", "customer_search"
    if press == "find":
        editing.form.customer_id, editing.focus = "", "candidate-1"
    if press == "add-customer":
        await add_customer(request, staff, editing)
    saved = await save_new(request, staff, editing, profile, send=press == "send") if press in _SAVING else None
    return saved or await editor_page(request, staff, editing, profile)


@router.api_route(_EDIT, methods=LOOK)
async def edit(request: Request, staff: EditingOfficeDep, profile: ProfileDep, estimate_id: UUID) -> Response:
    """What is on file, to be changed; what is settled says why it cannot be, and what to do instead."""
    found = await quotes_client.estimate(services(request).quotes, caller_of(request, staff), str(estimate_id))
    if not found["can_revise"]:
        content = ProblemPage(
            shell=shell(request),
            title=say("{number} cannot be changed", number=found["number"]),
            sentence=_FINAL.get(found["status"], say("It is settled. Duplicate it, and send the duplicate.")),
            way_out=Link(name=say("Back to {number}", number=found["number"]), url=f"{LIST}/{estimate_id}"),
            for_customers=False,
        )
        return page("customer/problem.html", content, status=409)
    editing = Editing(form=opened_form(found, profile.locale), found=found)
    if not editing.form.lines and not editing.form.options:
        editing.form.lines = [LineForm(key=editing.form.new_key())]
    return await editor_page(request, staff, editing, profile)


@router.post(_EDIT)
async def revise(request: Request, staff: EditingOfficeDep, profile: ProfileDep, estimate_id: UUID) -> Response:
    """Does what the button says; with save and send the record is changed afterwards, if that is in order."""
    editing, press = await _posted(request)
    client, caller = services(request).quotes, caller_of(request, staff)
    try:
        editing.found = await quotes_client.estimate(client, caller, str(estimate_id))
    except ServiceUnavailable as away:
        editing.found = unreachable(str(estimate_id), editing.form)
        put_off(editing, away)
        return await editor_page(request, staff, editing, profile)
    saved = None
    if press in _SAVING:
        saved = await save_changes(request, staff, editing, profile, send=press == "send")
    if press == "copy":
        saved = await save_copy(request, staff, editing, profile)
    return saved or await editor_page(request, staff, editing, profile)


@router.post(f"{LIST}/totals")
async def totals(request: Request, staff: EditingOfficeDep, profile: ProfileDep) -> Response:
    """What the form that is being filled in comes to: for the page's script, which computes nothing."""
    editing, _ = await _posted(request)
    figures = await figures_of(request, staff, editing.form, profile.locale)
    fragment = FiguresFragment(shell=shell(request), figures=figures)
    return JSONResponse(
        {
            "figures": render("office/_editor_figures.html", fragment),
            "amounts": figures.amounts,
            "years": figures.years,
            "summary": tell(figures.summary, profile.locale),
        }
    )


async def _posted(request: Request) -> tuple[Editing, str]:
    """The form as it was sent, with what a row's button does to it done, and the name of the button."""
    form = await request.form(max_fields=_MOST_FIELDS)
    editing, press = Editing(form=typed_estimate(form), new_customer=typed_customer(form, PREFIX)), text_in(form, "do")
    editing.form.currency = editing.form.currency.upper()
    editing.focus = press_row_button(editing.form, press) or ""
    return editing, press
