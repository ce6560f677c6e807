"""An invoice as its customer sees it, for the office to look at: nothing can be paid there, and nothing is recorded."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.portal.adapters import billing_client
from services.portal.pages.answers import page, see, shell
from services.portal.pages.invoice_files import FileForm, shown_file
from services.portal.pages.invoice_states import state_of
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.opened import Door, services
from services.portal.pages.payment import Bill, page_of_bill
from services.portal.pages.places import LOOK
from services.portal.pages.views import Link, ProblemPage
from shared.words import say

router = APIRouter(include_in_schema=False, prefix="/office/invoices/{invoice_id:uuid}/preview")


async def previewed(request: Request, staff: OfficeDep, invoice_id: UUID) -> Door:
    """The invoice itself, opened by the office: no link of the customer's is needed for it, and none is used."""
    caller = replace(caller_of(request, staff), scope=f"invoice:{invoice_id}")
    return Door("", f"/office/invoices/{invoice_id}/preview", pays=True, caller=caller)


PreviewDep = Annotated[Door, Depends(previewed)]


@router.api_route("", methods=LOOK)
async def preview(request: Request, door: PreviewDep, invoice_id: UUID) -> Response:
    """The page; a draft has none yet."""
    found = await billing_client.invoice(services(request).billing, door.caller)
    bill = Bill(door.caller, found, f"/office/invoices/{invoice_id}")
    return page_of_bill(request, door, bill, state_of(found))


@router.api_route("/invoice/attachments/{attachment_id:uuid}/{form}", methods=LOOK)
async def file(request: Request, door: PreviewDep, attachment_id: UUID, form: FileForm) -> Response:
    """A photo, or a file to be saved, as long as the customer sees it."""
    return await shown_file(request, door.caller, attachment_id, form)


@router.api_route("/invoice.pdf", methods=LOOK)
async def paper(invoice_id: UUID, _staff: OfficeDep) -> Response:
    """The same paper as the office's own."""
    return see(f"/office/invoices/{invoice_id}/pdf")


@router.api_route("/receipt", methods=LOOK)
async def receipt(invoice_id: UUID, _staff: OfficeDep) -> Response:
    """The receipt, as a PDF."""
    return see(f"/office/invoices/{invoice_id}/pdf?kind=receipt")


@router.post("/checkout")
@router.post("/card")
async def pay(request: Request, door: PreviewDep) -> Response:
    """The customer alone pays."""
    content = ProblemPage(
        shell=shell(request),
        title=say("This was a preview"),
        sentence=say("Here your customer goes on to pay. Nothing was recorded, and your customer was told nothing."),
        way_out=Link(name=say("Back to the preview"), url=door.base),
        for_customers=False,
    )
    return page("customer/problem.html", content)
