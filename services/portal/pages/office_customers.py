"""Customers in the console: finding one, putting one on file, and correcting what is there."""

import asyncio
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_invoices, quotes_client, quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.api.gateway import as_it_is
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.customer_forms import (
    customer_body,
    customer_errors,
    customer_on_file,
    customer_row,
    typed_customer,
)
from services.portal.pages.customer_views import CustomerForm, CustomerPage, CustomersPage
from services.portal.pages.office import frame_of
from services.portal.pages.office_addresses import blocked
from services.portal.pages.office_card import card_on_file
from services.portal.pages.office_records import row
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.views import FieldError

router = APIRouter(include_in_schema=False)

_LIST = "/office/customers"
_NEW = f"{_LIST}/new"
_ONE = _LIST + "/{customer_id:uuid}"
_ON_A_PAGE = 50


@router.api_route(_LIST, methods=LOOK)
async def customers(request: Request, staff: OfficeDep, q: str = "", cursor: str | None = None) -> Response:
    """Everybody on file, or those whom `q` finds."""
    search, client, caller = q.strip()[:200], services(request).quotes, caller_of(request, staff)
    listed, frame = await asyncio.gather(
        quotes_editing.customers(client, caller, search=search, cursor=cursor, limit=_ON_A_PAGE),
        frame_of(request, staff),
    )
    query = {"q": search} if search else {}
    older = listed["next_cursor"]
    content = CustomersPage(
        shell=shell(request),
        frame=frame,
        rows=[customer_row(one) for one in listed["items"]],
        search=search,
        new_url=_NEW if may_edit(staff) else None,
        older_url=f"{_LIST}?{urlencode(query | {'cursor': older})}" if older else None,
        newest_url=f"{_LIST}?{urlencode(query)}" if cursor else None,
    )
    return page("office/customers.html", content)


@router.api_route(_NEW, methods=LOOK)
async def new(request: Request, staff: EditingOfficeDep) -> Response:
    """The form for somebody new."""
    return await _form(request, staff, CustomerForm())


@router.post(_NEW)
async def register(request: Request, staff: EditingOfficeDep) -> Response:
    """Puts somebody on file."""
    typed = typed_customer(await request.form())
    try:
        made = await quotes_editing.register_customer(
            services(request).quotes, caller_of(request, staff), customer_body(typed)
        )
    except Refused as refused:
        return await _form(request, staff, typed, errors=_errors(refused))
    return see(f"{_LIST}/{made['customer_id']}")


@router.api_route(_ONE, methods=LOOK)
async def customer(request: Request, staff: OfficeDep, customer_id: UUID) -> Response:
    """One customer, with their estimates."""
    return await _customer(request, staff, customer_id)


@router.api_route(_ONE + "/statement.pdf", methods=LOOK)
async def statement(request: Request, staff: OfficeDep, customer_id: UUID) -> Response:
    """What was asked of the customer and how it was settled, from one day to another."""
    period = {name: request.query_params.get(name) or None for name in ("from", "to")}
    client, caller = services(request).billing, caller_of(request, staff)
    return as_it_is(await billing_invoices.statement(client, caller, str(customer_id), period))


@router.post(_ONE)
async def change(request: Request, staff: EditingOfficeDep, customer_id: UUID) -> Response:
    """Corrects what is on file."""
    typed = typed_customer(await request.form())
    try:
        await quotes_editing.change_customer(
            services(request).quotes, caller_of(request, staff), str(customer_id), customer_body(typed)
        )
    except Refused as refused:
        return await _customer(request, staff, customer_id, typed=typed, errors=_errors(refused))
    return see(f"{_LIST}/{customer_id}")


def _errors(refused: Refused) -> list[FieldError]:
    if not refused.fields:
        raise refused
    return customer_errors(refused)


async def _customer(
    request: Request,
    staff: Staff,
    customer_id: UUID,
    *,
    typed: CustomerForm | None = None,
    errors: list[FieldError] | None = None,
) -> Response:
    client, caller, this = services(request).quotes, caller_of(request, staff), str(customer_id)
    found, made = await asyncio.gather(
        quotes_editing.customer(client, caller, this),
        quotes_client.estimates(client, caller, limit=_ON_A_PAGE, customer_id=this),
    )
    form = typed or customer_on_file(found)
    return await _form(request, staff, form, found=found, estimates=made["items"], errors=errors)


async def _form(
    request: Request,
    staff: Staff,
    form: CustomerForm,
    *,
    found: dict[str, Any] | None = None,
    estimates: list[dict[str, Any]] | None = None,
    errors: list[FieldError] | None = None,
) -> Response:
    frame = await frame_of(request, staff)
    here = f"{_LIST}/{found['customer_id']}" if found else _NEW
    content = CustomerPage(
        shell=shell(request),
        frame=frame,
        form=form,
        name=found["name"] if found else "",
        action=here if may_edit(staff) else None,
        contacts_url=f"{here}/contacts" if found else None,
        estimate_url=_new_estimate(found) if found and may_edit(staff) else None,
        statement_action=f"{here}/statement.pdf" if found else None,
        estimates=[row(item, f"/office/estimates/{item['estimate_id']}") for item in estimates or ()],
        blocked=await blocked(request, staff, found["customer_id"], found["email"], found["phone"]) if found else (),
        card=await card_on_file(request, staff, found["customer_id"]) if found else None,
        errors=errors or (),
    )
    return page("office/customer.html", content, status=422 if errors else 200)


def _new_estimate(found: dict[str, Any]) -> str:
    return f"/office/estimates/new?{urlencode({'customer': found['customer_id']})}"
