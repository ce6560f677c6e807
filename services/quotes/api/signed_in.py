"""Customers who have signed in at the portal: who they are, all that is theirs, and the way to each of it.

Each route is for the customer whom the gateway names, by an address that they have proven; `_party` lets them in or not.
"""

from functools import partial
from hmac import compare_digest
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from typing_extensions import TypedDict

from services.quotes.api.answers import moment
from services.quotes.api.callers import links_of
from services.quotes.domain.party import Party
from services.quotes.queries.contents import contents_in
from services.quotes.queries.overview import estimates_of, shown_estimate
from services.quotes.queries.pages import AnyRow
from services.quotes.queries.parties import find_parties, get_party
from shared.clock import utc_now
from shared.events.portal import ADDRESS_MARKS
from shared.tickets import Tickets
from shared.web.caller import CallerDep, SignedInDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

# The gateway's own way to quotes: nobody else can reach it, so that the public document says nothing of it.
router = APIRouter(prefix="/signed-in", route_class=UnitOfWorkRoute, include_in_schema=False)


class PartyAnswer(TypedDict):
    """Somebody whom an address is on file for."""

    workspace_id: str
    customer_id: str
    party_id: str


class PartyList(TypedDict):
    items: list[PartyAnswer]


class MeAnswer(TypedDict):
    """`name` is of whoever signed in, `customer_name` of whom they speak for."""

    name: str
    customer_name: str
    may_sign: bool
    may_pay: bool


class JobOfMine(TypedDict):
    title: str
    status: str
    completed_at: str | None


class AppointmentOfMine(TypedDict):
    starts_at: str
    ends_at: str
    status: str


class EstimateOfMine(TypedDict):
    """`kind` is what it is now, which is the page it opens; `total` what was agreed, or what it comes to at least."""

    estimate_id: str
    number: str
    title: str
    status: str
    kind: str
    currency: str
    total: int
    expires_on: str | None
    sent_at: str | None
    decided_at: str | None
    job: JobOfMine | None
    appointment: AppointmentOfMine | None


class Overview(MeAnswer):
    estimates: list[EstimateOfMine]


class PathAnswer(TypedDict):
    path: str


@router.get("/parties")
def parties(session: Reading, caller: CallerDep, email: str | None = None, phone: str | None = None) -> PartyList:
    """Everybody whom a proven address is on file for, in the caller's workspace, or in all where they name none."""
    found = find_parties(session, workspace_id=caller.workspace_id, email_key=email, phone=phone)
    return {
        "items": [
            {
                "workspace_id": str(party.customer.workspace_id),
                "customer_id": str(party.customer.id),
                "party_id": str(party.id),
            }
            for party in found
        ]
    }


def _party(request: Request, session: Reading, caller: SignedInDep) -> Party:
    """Who the caller is; raises `NotTheirsAnyMore` once the address they proved is not on file for them."""
    party_id, _, mark = caller.scope.partition(":")
    marks = Tickets(ADDRESS_MARKS, request.app.state.context.settings.service_token_secret.get_secret_value())
    return get_party(
        session,
        caller.workspace,
        customer_id=UUID(caller.actor_id),
        party_id=UUID(party_id),
        is_proven=partial(_is_of, marks, mark),
    )


PartyDep = Annotated[Party, Depends(_party)]


@router.get("/me")
def me(party: PartyDep) -> MeAnswer:
    """Who it is, and what they may do."""
    return _me(party)


@router.get("/overview")
def overview(session: Reading, party: PartyDep) -> Overview:
    """The same with all that the customer has been sent."""
    customer = party.customer
    rows = estimates_of(session, customer.workspace_id, customer.id)
    return {**_me(party), "estimates": [_estimate(row) for row in rows]}


@router.get("/estimates/{estimate_id}/path")
def path(request: Request, session: Reading, party: PartyDep, estimate_id: UUID) -> PathAnswer:
    """Where its page is, which shows it as what it is now, with the rights of whoever asks."""
    customer = party.customer
    shown = shown_estimate(session, customer.workspace_id, customer_id=customer.id, estimate_id=estimate_id)
    kind, holder = shown.current.contents.kind, party.contact.id if party.contact else None
    return {"path": links_of(request).path_to(shown, kind=kind, now=utc_now(), holder=holder)}


def _is_of(marks: Tickets, mark: str, address: str) -> bool:
    return compare_digest(marks.mark(address), mark)


def _me(party: Party) -> MeAnswer:
    rights = party.rights
    return {
        "name": party.name,
        "customer_name": party.customer.name,
        "may_sign": rights.may_sign,
        "may_pay": rights.may_pay,
    }


def _estimate(row: AnyRow) -> EstimateOfMine:
    return {
        "estimate_id": str(row.id),
        "number": row.number,
        "title": row.title,
        "status": row.status,
        "kind": contents_in(row).kind,
        "currency": row.currency,
        "total": row.total,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
        "sent_at": moment(row.sent_at),
        "decided_at": moment(row.decided_at),
        "job": _job(row) if row.job_id else None,
        "appointment": _appointment(row) if row.starts_at else None,
    }


def _job(row: AnyRow) -> JobOfMine:
    return {"title": row.job_title, "status": row.job_status, "completed_at": moment(row.completed_at)}


def _appointment(row: AnyRow) -> AppointmentOfMine:
    return {
        "starts_at": str(moment(row.starts_at)),
        "ends_at": str(moment(row.ends_at)),
        "status": row.appointment_status,
    }
