"""A customer's saved card in the console: known by its last digits, with what was agreed to, and removed on request."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_invoices
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.answers import see
from services.portal.pages.customer_views import CardOnFile, Consent
from services.portal.pages.office_sessions import EditingOfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from shared.words import say

router = APIRouter(include_in_schema=False)

_CHOICES = {
    "save": say("Agreed that Stripe keeps the card"),
    "autopay_on": say("Agreed to be charged by itself"),
    "autopay_off": say("Switched charging by itself off"),
    "remove": say("Had the card removed"),
}


@router.post("/office/customers/{customer_id:uuid}/card/remove")
async def remove(request: Request, staff: EditingOfficeDep, customer_id: UUID) -> Response:
    """Has Stripe forget it; one that is gone already stays gone."""
    client, caller = services(request).billing, caller_of(request, staff)
    try:
        await billing_invoices.remove_card(client, caller, str(customer_id))
    except Refused as refused:
        if refused.reason != "no_saved_card":
            raise
    return see(f"/office/customers/{customer_id}")


async def card_on_file(request: Request, staff: Staff, customer_id: str) -> CardOnFile | None:
    """The customer's card, and what they have agreed to; None where there was none ever, or that cannot be told now."""
    try:
        found = await billing_invoices.card(services(request).billing, caller_of(request, staff), customer_id)
    except (ServiceUnavailable, Refused):
        return None
    if found["card"] is None and not found["consents"]:
        return None
    card: dict[str, Any] = found["card"] or {}
    return CardOnFile(
        brand=card.get("brand"),
        last4=card.get("last4"),
        saved_at=card.get("saved_at"),
        autopay_since=card.get("autopay_since"),
        consents=[
            Consent(at=one["at"], what=_CHOICES.get(one["choice"], one["choice"]), words=one["words"])
            for one in found["consents"]
        ],
        remove_action=f"/office/customers/{customer_id}/card/remove" if card and may_edit(staff) else None,
    )
