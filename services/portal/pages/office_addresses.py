"""Addresses of a customer that are not written to, or not as usual: shown where they matter, and lifted by hand."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.address_views import Blocked
from services.portal.pages.answers import see
from services.portal.pages.errors import problem_page
from services.portal.pages.office_sessions import EditingOfficeDep, caller_of, may_edit
from services.portal.pages.opened import services

router = APIRouter(include_in_schema=False)


async def blocked(request: Request, staff: Staff, customer_id: str, *addresses: str | None) -> list[Blocked]:
    """Those of the addresses; none while notifications is away, which is no reason to show less of the rest."""
    known = [address for address in addresses if address]
    try:
        found = await notifications_client.suppressions(
            services(request).notifications, caller_of(request, staff), known
        )
    except ServiceUnavailable:
        return []
    return [
        Blocked(
            address=one["address"],
            everything=one["blocks"] == "all",
            sentence=one["what_to_do"],
            detail=one["detail"],
            since=one["since"],
            action=f"/office/customers/{customer_id}/write-again" if one["can_be_lifted"] and may_edit(staff) else None,
        )
        for one in found
    ]


async def blocked_of(request: Request, staff: Staff, record: dict[str, Any]) -> list[Blocked]:
    """Those of the customer of a record."""
    customer = record["customer"]
    return await blocked(request, staff, customer["customer_id"], customer["email"], customer["phone"])


@router.post("/office/customers/{customer_id:uuid}/write-again")
async def write_again(
    request: Request, staff: EditingOfficeDep, customer_id: UUID, address: Annotated[str, Form(max_length=320)]
) -> Response:
    """Has the address written to again, once somebody has seen to it."""
    try:
        await notifications_client.write_again(services(request).notifications, caller_of(request, staff), address)
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return problem_page(request, refused.status, refused.message)
    return see(f"/office/customers/{customer_id}")
