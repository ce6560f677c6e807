"""Looking proposals up by program: the same rules, limits and silence as on the page."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict

from services.portal.adapters import billing_lookups
from services.portal.domain.contact import Contact, read_email, read_phone
from services.portal.domain.errors import InvalidContact
from services.portal.domain.payer import Payer, read_number
from services.portal.domain.portal_settings import STRICT
from services.portal.pages.browser import visitor
from services.portal.pages.holiday_lights import open_module
from services.portal.pages.lookups import admit
from services.portal.pages.opened import services
from services.portal.pages.profiles import Profile
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import chosen_by, open_at
from services.portal.usecases.request_proposal_lookup import request_proposal_lookup
from shared.errors import TooMany
from shared.web.unit_of_work import Writing

router = APIRouter(prefix="/api/v1", route_class=SteadyRoute, tags=["portals"])

_REFUSALS: dict[int | str, dict[str, Any]] = {
    429: {"description": "Too many look-ups from here, or of this workspace; whatever the address."},
    503: {"description": "`channel_unavailable`: no messages go out for the moment; whatever the address."},
}


class ProposalLookup(BaseModel):
    """By what the customer is known: an email address or a phone number, one of the two."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    email: str | None = None
    phone: str | None = None


class LookupTakenIn(BaseModel):
    """The look-up is carried out. Whether anything is found, only the address on file learns."""

    status: Literal["accepted"] = "accepted"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A look-up that has passed the limits; one that is not `carried_out` is answered as if it were."""

    workspace_id: UUID
    contact: Contact
    carried_out: bool


async def admitted(request: Request, slug: str, body: ProposalLookup) -> Admitted:
    """Counted before the unit of work begins, which a second one would wait for."""
    return await _admitted(request, await open_at(request, slug, "proposals"), body)


@router.post("/public/portals/{slug}/proposal-lookup", status_code=202, responses=_REFUSALS)
def look_up_proposals(given: Annotated[Admitted, Depends(admitted)], session: Writing) -> LookupTakenIn:
    """Has the links of all that is open sent to the address on file; the answer is the same if there is nothing."""
    if given.carried_out:
        request_proposal_lookup(session, workspace_id=given.workspace_id, contact=given.contact)
    return LookupTakenIn()


async def admitted_to_holiday_lights(request: Request, slug: str, body: ProposalLookup) -> Admitted:
    """The same where the module is on; elsewhere there is no such address."""
    return await _admitted(request, await open_module(request, slug), body)


@router.post("/public/portals/{slug}/holiday-lights-lookup", status_code=202, responses=_REFUSALS)
def look_up_holiday_lights(
    given: Annotated[Admitted, Depends(admitted_to_holiday_lights)], session: Writing
) -> LookupTakenIn:
    """The same for holiday proposals, also those signed this season: the links open each of them, its design first."""
    if given.carried_out:
        request_proposal_lookup(
            session, workspace_id=given.workspace_id, contact=given.contact, record_type="holiday_lights"
        )
    return LookupTakenIn()


async def _admitted(request: Request, profile: Profile, body: ProposalLookup) -> Admitted:
    contact = _contact(body, profile.region)
    return Admitted(profile.workspace_id, contact, await admit(request, profile, contact))


def _contact(body: ProposalLookup, region: str) -> Contact:
    match body.email, body.phone:
        case str(email), None:
            return Contact(email=read_email(email, field="email"))
        case None, str(phone):
            return Contact(phone=read_phone(phone, region=region, field="phone"))
    raise InvalidContact("Give an email address or a phone number, one of the two.", field="email")


class PaymentLookup(BaseModel):
    """By an email address or the number of an invoice, one of the two."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    email: str | None = None
    number: str | None = None


class OwedInvoice(BaseModel):
    """An outstanding invoice: what is due and when, and nothing else of the record. The amount is in minor units."""

    number: str
    currency: str
    amount_due: int
    due_on: date
    payable: bool


class OutstandingInvoices(BaseModel):
    """In strict privacy always empty: the links went to the address on file, if there was anything."""

    status: Literal["accepted"] = "accepted"
    invoices: list[OwedInvoice]


@router.post("/public/portals/{slug}/payment-lookup", responses=_REFUSALS)
async def look_up_payments(slug: str, body: PaymentLookup, request: Request) -> OutstandingInvoices:
    """What is outstanding; nothing outstanding and nobody known are answered alike."""
    profile = await open_at(request, slug, "invoice_payments")
    known = _payer(body)
    strict = (await chosen_by(request, profile.workspace_id)).privacy == STRICT
    admitted_here = await admit(request, profile, known, sends=strict)
    billing, who = services(request).billing, visitor(request)
    if strict:
        if admitted_here:
            await billing_lookups.send_links(billing, who, profile.workspace_id, known.to_json())
        return OutstandingInvoices(invoices=[])
    if not admitted_here:
        raise TooMany("That was looked up too often. Try again in an hour.", retry_after=3600)
    found = await billing_lookups.outstanding(billing, who, profile.workspace_id, known.to_json())
    names = OwedInvoice.model_fields
    return OutstandingInvoices(invoices=[OwedInvoice(**{name: item[name] for name in names}) for item in found])


def _payer(body: PaymentLookup) -> Payer:
    match body.email, body.number:
        case str(email), None:
            return Payer(email=read_email(email, field="email"))
        case None, str(number):
            return Payer(number=read_number(number, field="number"))
    raise InvalidContact("Give an email address or the number of an invoice, one of the two.", field="email")
