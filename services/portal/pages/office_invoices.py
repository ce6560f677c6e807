"""Invoices in the console: the list, one with all its money, and making and correcting them."""

import asyncio
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_invoices, quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.api.gateway import as_it_is
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.customer_forms import customer_row
from services.portal.pages.invoice_forms import form_of, invoice_body, invoice_errors, typed_invoice, with_room
from services.portal.pages.invoice_records import discrepancy, invoice_row
from services.portal.pages.invoice_views import InvoiceForm, InvoiceFormPage, InvoicesPage, StateLink
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.opened import dressed, services
from services.portal.pages.places import LOOK
from services.portal.pages.views import FieldError
from shared.ids import new_id
from shared.words import say

router = APIRouter(include_in_schema=False)

_LIST = "/office/invoices"
_NEW = f"{_LIST}/new"
_EDIT = _LIST + "/{invoice_id:uuid}/edit"
_STATES = (
    ("", say("All")),
    ("open", say("Open")),
    ("overdue", say("Overdue")),
    ("paid", say("Paid")),
    ("draft", say("Drafts")),
    ("void", say("Void")),
)
_ON_A_PAGE = 50
_FOUND = 20


@router.api_route(_LIST, methods=LOOK)
async def invoices(
    request: Request, staff: OfficeDep, q: str = "", state: str = "", cursor: str | None = None
) -> Response:
    """All invoices, or those that `q` and `state` find, the newest first."""
    search, chosen = q.strip()[:200], state if state in dict(_STATES) else ""
    query = {name: value for name, value in (("q", search), ("state", chosen)) if value}
    asked = query | {"cursor": cursor, "limit": _ON_A_PAGE}
    billing, caller = services(request).billing, caller_of(request, staff)
    listed, odd, frame = await asyncio.gather(
        billing_invoices.page_of(billing, caller, asked),
        billing_invoices.discrepancies(billing, caller),
        frame_of(request, staff),
    )
    older = listed["next_cursor"]
    content = InvoicesPage(
        shell=shell(request),
        frame=frame,
        rows=[invoice_row(one) for one in listed["items"]],
        states=[StateLink(name=name, url=_url({"state": key}), current=key == chosen) for key, name in _STATES],
        discrepancies=[discrepancy(one, may_resolve=may_edit(staff)) for one in odd],
        state=chosen,
        search=search,
        new_url=_NEW if may_edit(staff) else None,
        export_url=f"{_LIST}/export.csv",
        older_url=_url(query | {"cursor": older}) if older else None,
        newest_url=_url(query) if cursor else None,
    )
    return page("office/invoices.html", content)


@router.api_route(f"{_LIST}/export.csv", methods=LOOK)
async def export(request: Request, staff: OfficeDep) -> Response:
    """All that were issued, for spreadsheets."""
    return as_it_is(await billing_invoices.table(services(request).billing, caller_of(request, staff)))


@router.post(_LIST + "/discrepancies/{discrepancy_id:uuid}")
async def resolve(request: Request, staff: EditingOfficeDep, discrepancy_id: UUID) -> Response:
    """Somebody has seen to what Stripe and the books did not agree on."""
    note = str((await request.form()).get("note") or "")[:2000]
    await billing_invoices.resolve(services(request).billing, caller_of(request, staff), str(discrepancy_id), note)
    return see(_LIST)


@router.post(_LIST)
async def of_estimate(request: Request, staff: EditingOfficeDep) -> Response:
    """A draft of the work of an accepted estimate; the one there is, where there is one."""
    estimate_id = str((await request.form()).get("estimate_id") or "")
    try:
        made = await billing_invoices.create(
            services(request).billing, caller_of(request, staff), {"estimate_id": estimate_id}
        )
    except Refused as refused:
        if refused.reason != "already_invoiced":
            raise
        return see(f"{_LIST}/{refused.extra['invoice_id']}")
    return see(f"{_LIST}/{made['invoice_id']}")


@router.api_route(_NEW, methods=LOOK)
async def new(request: Request, staff: EditingOfficeDep, customer: UUID | None = None, q: str = "") -> Response:
    """The form for an invoice by hand, once it is clear for whom."""
    client, caller = services(request).quotes, caller_of(request, staff)
    if customer is None:
        found = await quotes_editing.customers(client, caller, search=q.strip()[:200], limit=_FOUND)
        return await _choose(request, staff, found, q)
    on_file = await quotes_editing.customer(client, caller, str(customer))
    return await _new_form(request, staff, on_file, with_room(InvoiceForm()))


@router.post(_NEW)
async def create(request: Request, staff: EditingOfficeDep, customer: UUID) -> Response:
    """Makes the draft."""
    caller, sent = caller_of(request, staff), await request.form()
    on_file = await quotes_editing.customer(services(request).quotes, caller, str(customer))
    typed = typed_invoice(sent)
    if "more" in sent:
        return await _new_form(request, staff, on_file, with_room(typed))
    currency = await _currency(request, staff)
    body, errors = invoice_body(typed, currency, shell(request).locale)
    whose = {
        "customer_id": str(customer),
        "customer_name": on_file["name"],
        "customer_email": on_file["email"],
        "currency": currency,
    }
    try:
        if not errors:
            key = str(sent.get("once") or "")
            made = await billing_invoices.create(services(request).billing, caller, body | whose, key=key)
            return see(f"{_LIST}/{made['invoice_id']}")
    except Refused as refused:
        errors = invoice_errors(refused, typed)
    return await _new_form(request, staff, on_file, typed, errors)


@router.api_route(_EDIT, methods=LOOK)
async def edit(request: Request, staff: EditingOfficeDep, invoice_id: UUID) -> Response:
    """The form of an invoice that nothing has been paid of."""
    found = await billing_invoices.one(services(request).billing, caller_of(request, staff), str(invoice_id))
    return await _edit_form(request, staff, found, with_room(form_of(found, shell(request).locale)))


@router.post(_EDIT)
async def change(request: Request, staff: EditingOfficeDep, invoice_id: UUID) -> Response:
    """Has it say what was typed."""
    client, caller, this = services(request).billing, caller_of(request, staff), str(invoice_id)
    found, sent = await billing_invoices.one(client, caller, this), await request.form()
    typed = typed_invoice(sent)
    if "more" in sent:
        return await _edit_form(request, staff, found, with_room(typed))
    body, errors = invoice_body(typed, found["currency"], shell(request).locale)
    try:
        if not errors:
            await billing_invoices.change(client, caller, this, body)
            return see(f"{_LIST}/{this}")
    except Refused as refused:
        errors = invoice_errors(refused, typed)
    return await _edit_form(request, staff, found, typed, errors)


async def _currency(request: Request, staff: Staff) -> str:
    return (await dressed(request, staff.workspace_id)).currency


async def _choose(request: Request, staff: Staff, found: dict[str, Any], search: str) -> Response:
    content = InvoiceFormPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        heading=say("New invoice"),
        back_url=_LIST,
        currency="",
        customers=[customer_row(one) for one in found["items"]],
        search=search,
    )
    return page("office/invoice_form.html", content)


async def _new_form(
    request: Request,
    staff: Staff,
    on_file: dict[str, Any],
    form: InvoiceForm,
    errors: list[FieldError] | None = None,
) -> Response:
    frame = await frame_of(request, staff)
    content = InvoiceFormPage(
        shell=shell(request),
        frame=frame,
        heading=say("New invoice"),
        back_url=_LIST,
        currency=await _currency(request, staff),
        action=f"{_NEW}?{urlencode({'customer': on_file['customer_id']})}",
        once=str(new_id()),
        form=form,
        customer_name=on_file["name"],
        errors=errors or (),
    )
    return page("office/invoice_form.html", content, status=422 if errors else 200)


async def _edit_form(
    request: Request, staff: Staff, found: dict[str, Any], form: InvoiceForm, errors: list[FieldError] | None = None
) -> Response:
    here = f"{_LIST}/{found['invoice_id']}"
    content = InvoiceFormPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        heading=f"Change {found['number'] or 'the draft'}",
        back_url=here,
        currency=found["currency"],
        action=f"{here}/edit",
        form=form,
        customer_name=found["customer"]["name"],
        errors=errors or (),
    )
    return page("office/invoice_form.html", content, status=422 if errors else 200)


def _url(query: dict[str, str]) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{_LIST}?{urlencode(given)}" if given else _LIST
