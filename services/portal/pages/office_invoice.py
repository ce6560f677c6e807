"""One invoice in the console, and what the office does with it."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.portal.adapters import billing_invoices
from services.portal.adapters.refusals import Refused
from services.portal.api.gateway import as_it_is
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.editor_reading import Reader
from services.portal.pages.forms import text_in
from services.portal.pages.invoice_records import actions, came_in, movements, refundable, shown_lines
from services.portal.pages.invoice_views import InvoiceActions, OfficeInvoicePage
from services.portal.pages.office import frame_of
from services.portal.pages.office_attachments import attachments_of_invoice
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.queries.channels import is_available
from shared.clock import time_zone, utc_now
from shared.errors import NotFound
from shared.ids import new_id
from shared.words import say

router = APIRouter(include_in_schema=False)

_LIST = "/office/invoices"
_ONE = _LIST + "/{invoice_id:uuid}"
_PLAIN = ("send", "remind", "issue")
_SMS = "sms"
_NO_TEXTS = say("Text messages are not set up. Nothing was sent: send it by email.")


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody of the office who may change things, with one invoice in hand."""

    request: Request
    staff: Staff
    invoice_id: UUID


def desk(request: Request, staff: EditingOfficeDep, invoice_id: UUID) -> Desk:
    return Desk(request, staff, invoice_id)


DeskDep = Annotated[Desk, Depends(desk)]


@router.api_route(_ONE, methods=LOOK)
async def invoice(request: Request, staff: OfficeDep, invoice_id: UUID) -> Response:
    """The invoice, its money, and what can be done."""
    return await _invoice(request, staff, invoice_id)


@router.api_route(_ONE + "/pdf", methods=LOOK)
async def paper(
    request: Request, staff: OfficeDep, invoice_id: UUID, kind: Literal["invoice", "receipt"] = "invoice"
) -> Response:
    """The invoice, or what has been paid of it, as a PDF."""
    client, caller = services(request).billing, caller_of(request, staff)
    return as_it_is(await billing_invoices.paper(client, caller, str(invoice_id), kind))


@router.post(_ONE + "/payments")
async def record(desk: DeskDep) -> Response:
    """Records money that has come without Stripe."""
    return await _with_amount(desk, "payments", ("method", "reference", "received_on"))


@router.post(_ONE + "/refunds")
async def refund(desk: DeskDep) -> Response:
    """Gives money back."""
    return await _with_amount(desk, "refunds", ("reason",))


@router.post(_ONE + "/void")
async def void(desk: DeskDep) -> Response:
    """Asks for the money no longer."""
    return await _do(desk, "void", {"reason": await _typed(desk, "reason")})


@router.post(_ONE + "/delete")
async def delete(desk: DeskDep) -> Response:
    """Throws a draft away."""
    client, caller = services(desk.request).billing, caller_of(desk.request, desk.staff)
    try:
        await billing_invoices.delete(client, caller, str(desk.invoice_id))
    except Refused as refused:
        return await _not_done(desk, refused)
    return see(_LIST)


@router.post(_ONE + "/{what}")
async def act(desk: DeskDep, what: str) -> Response:
    """Sends, reminds of, or issues it."""
    if what not in _PLAIN:
        raise NotFound(say("An invoice has no such part."))
    channel = await _typed(desk, "channel")
    if channel == _SMS and not _sends_texts(desk.request):
        return await _invoice(desk.request, desk.staff, desk.invoice_id, problem=_NO_TEXTS)
    return await _do(desk, what, {"channel": channel} if channel and what != "issue" else None)


def _sends_texts(request: Request) -> bool:
    with request.app.state.context.database.read() as session:
        return is_available(session, _SMS)


async def _with_amount(desk: Desk, what: str, names: tuple[str, ...]) -> Response:
    client, caller = services(desk.request).billing, caller_of(desk.request, desk.staff)
    found = await billing_invoices.one(client, caller, str(desk.invoice_id))
    reader = Reader(shell(desk.request).locale, found["currency"])
    minor = reader.money("amount", await _typed(desk, "amount"), say("Amount"))
    if reader.errors:
        return await _invoice(desk.request, desk.staff, desk.invoice_id, problem=reader.errors[0].message)
    return await _do(desk, what, {name: await _typed(desk, name) or None for name in names} | {"amount": minor})


async def _do(desk: Desk, what: str, body: dict[str, Any] | None = None) -> Response:
    client, caller = services(desk.request).billing, caller_of(desk.request, desk.staff)
    key = await _typed(desk, "once")
    try:
        await billing_invoices.act(client, caller, str(desk.invoice_id), what, body, key=key)
    except Refused as refused:
        return await _not_done(desk, refused)
    return see(f"{_LIST}/{desk.invoice_id}")


async def _not_done(desk: Desk, refused: Refused) -> Response:
    if not refused.is_correctable:
        raise refused
    details = " ".join(one.message for one in refused.fields)
    return await _invoice(desk.request, desk.staff, desk.invoice_id, problem=details or refused.message)


async def _typed(desk: Desk, name: str) -> str:
    return text_in(await desk.request.form(), name)


async def _invoice(request: Request, staff: Staff, invoice_id: UUID, *, problem: str | None = None) -> Response:
    client, caller = services(request).billing, caller_of(request, staff)
    found, frame, attachments = await asyncio.gather(
        billing_invoices.one(client, caller, str(invoice_id)),
        frame_of(request, staff),
        attachments_of_invoice(request, staff, invoice_id),
    )
    figures = ("currency", "subtotal", "discount", "tax", "total", "credited", "rewarded", "refunded", "disputed")
    facts = ("amount_due", "title", "status", "note", "issued_at", "sent_at", "due_on")
    content = OfficeInvoicePage(
        shell=shell(request),
        frame=frame,
        number=found["number"] or say("Draft"),
        customer_name=found["customer"]["name"],
        customer_email=found["customer"]["email"],
        # A release of billing before this one does not tell it.
        customer_phone=found["customer"].get("phone"),
        customer_url=f"/office/customers/{found['customer']['id']}",
        estimate_url=f"/office/estimates/{found['estimate_id']}" if found["estimate_id"] else None,
        lines=shown_lines(found),
        paid=came_in(found),
        pdf_url=f"{_LIST}/{invoice_id}/pdf",
        why_url=f"/office/why/{invoice_id}",
        refundable=refundable(found),
        movements=movements(found),
        actions=actions(found, str(new_id())) if may_edit(staff) else InvoiceActions(),
        today=utc_now().astimezone(time_zone(shell(request).time_zone)).date().isoformat(),
        preview_url=f"{_LIST}/{invoice_id}/preview" if found["number"] else None,
        attachments=attachments,
        problem=problem,
        **{name: found[name] for name in (*figures, *facts)},
    )
    return page("office/invoice.html", content, status=422 if problem else 200)
