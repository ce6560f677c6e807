"""Photos and files of an invoice, for whoever may see the invoice: by its link, by that of its estimate, or signed in."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.pages.account_invoices import payer_of_mine
from services.portal.pages.customer_sessions import SignedInDep
from services.portal.pages.files import file_answer
from services.portal.pages.links import looking
from services.portal.pages.opened import DoorDep, services
from services.portal.pages.payment import payer_at
from services.portal.pages.places import LOOK
from shared.web.caller import Caller

router = APIRouter(include_in_schema=False)

FileForm = Literal["file", "thumbnail"]
_FILE = "/invoice/attachments/{attachment_id:uuid}/{form}"


@looking(router, _FILE)
async def of_link(request: Request, door: DoorDep, attachment_id: UUID, form: FileForm) -> Response:
    """A photo, or a file to be saved."""
    return await shown_file(request, await payer_at(request, door), attachment_id, form)


@router.api_route("/customer/invoices/{invoice_id}" + _FILE, methods=LOOK)
async def of_mine(
    request: Request, signed: SignedInDep, invoice_id: UUID, attachment_id: UUID, form: FileForm
) -> Response:
    """The same for a customer who has signed in."""
    return await shown_file(request, await payer_of_mine(request, signed, invoice_id), attachment_id, form)


async def shown_file(request: Request, who: Caller, attachment_id: UUID, form: FileForm) -> Response:
    """A file of the invoice that `who` may see; billing refuses what is not shown to customers."""
    return await file_answer(
        request, services(request).billing, f"/public/invoice/attachments/{attachment_id}/{form}", who
    )
